using SafetyHub.Town.World.Homes;

namespace SafetyHub.Town.World.Messages;

/// <summary>What a hub hears of a home: the words of the device contract, or of a person who enters something.</summary>
internal abstract record HomeMessage;

/// <summary>An event.</summary>
/// <param name="Device">Who sends it.</param>
/// <param name="Id">Unique per device.</param>
/// <param name="At">When it happened, by the device's clock.</param>
/// <param name="Type">Event type of the contract.</param>
/// <param name="Data">JSON object, or null.</param>
/// <param name="Confidence">0..1, or null.</param>
internal sealed record DeviceEvent(HomeDevice Device, string Id, DateTimeOffset At, string Type, string? Data, double? Confidence) : HomeMessage;

/// <summary>A telemetry message.</summary>
/// <param name="Device">Who sends it.</param>
/// <param name="At">When it was measured.</param>
/// <param name="Motion">Telemetry <c>motion</c>: count since the last report; null where the device has none.</param>
/// <param name="Door">Telemetry <c>door</c>: open or shut; null where the device has none.</param>
/// <param name="Battery">Telemetry <c>battery</c>, 0..100; null where the device has none.</param>
internal sealed record DeviceReport(HomeDevice Device, DateTimeOffset At, int? Motion, bool? Door, int? Battery) : HomeMessage;

/// <summary>A device is there again, or its Last Will is heard.</summary>
/// <param name="Device">Which.</param>
/// <param name="At">When.</param>
/// <param name="Online">False for the Last Will.</param>
internal sealed record DevicePresence(HomeDevice Device, DateTimeOffset At, bool Online) : HomeMessage;

/// <summary>A caseworker or the family enters where the person is.</summary>
/// <param name="At">When.</param>
/// <param name="Whereabouts">Where.</param>
internal sealed record WhereaboutsEntered(DateTimeOffset At, Whereabouts Whereabouts) : HomeMessage;

/// <summary>Where a person is, by record.</summary>
internal enum Whereabouts
{
    AtHome,
    Away,
    InHospital,
}
