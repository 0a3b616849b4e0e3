using SafetyHub.Devices;

namespace SafetyHub.Residents;

/// <summary>
/// What a device's telemetry showed since its last summary: that somebody is up and about. Sent only when there was something, at most
/// every few minutes a device; never a telemetry message each.
/// </summary>
/// <param name="Device">Whose telemetry.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Signs">What showed it, oldest first, at most 3.</param>
[GenerateSerializer, Immutable, Alias("hub.HomeSigns")]
public sealed record HomeSigns(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] DeviceKind Kind,
    [property: Id(2)] IReadOnlyList<HomeSign> Signs);

/// <summary>One kind of sign.</summary>
/// <param name="What">Which.</param>
/// <param name="Count">How often, 1 or more.</param>
/// <param name="At">Time of the newest, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.HomeSign")]
public readonly record struct HomeSign([property: Id(0)] HomeSignKind What, [property: Id(1)] int Count, [property: Id(2)] DateTimeOffset At);

/// <summary>What in telemetry shows that somebody is there.</summary>
public enum HomeSignKind
{
    /// <summary>Telemetry <c>motion</c> above 0, or <c>occupancy</c> true.</summary>
    Motion = 1,
    /// <summary>Telemetry <c>door</c> changed.</summary>
    Door = 2,
    /// <summary>Telemetry <c>power</c> rose or fell by 30 W or more: an appliance was switched.</summary>
    Power = 3,
}
