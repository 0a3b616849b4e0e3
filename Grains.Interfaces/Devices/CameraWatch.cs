using SafetyHub.Incidents;

namespace SafetyHub.Devices;

/// <summary>What a camera is watched for, where in its picture, when, and how severe each finding is.</summary>
/// <param name="Zones">Named areas, at most 32; see <see cref="ZonePolygon"/>.</param>
/// <param name="Lines">Named lines, at most 32; zones and lines share one set of names.</param>
/// <param name="Behaviours">What is looked for, at most 16, each type once.</param>
/// <param name="PrivacyHours">When the camera is not read at all, local time of the hub; at most 32.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraWatch")]
public sealed record CameraWatch(
    [property: Id(0)] IReadOnlyList<CameraZone> Zones,
    [property: Id(1)] IReadOnlyList<CameraLine> Lines,
    [property: Id(2)] IReadOnlyList<BehaviourSetting> Behaviours,
    [property: Id(3)] IReadOnlyList<WeeklyHours> PrivacyHours)
{
    /// <summary>Nothing is watched.</summary>
    public static CameraWatch None { get; } = new([], [], [], []);

    /// <summary>True when the camera must not be read at this local moment.</summary>
    public bool IsPrivate(DateTime local) => PrivacyHours.Any(hours => hours.Contains(local));
}

/// <summary>A named line across the picture; crossing from its left to its right (seen from <paramref name="From"/> to <paramref name="To"/>) is "forward".</summary>
/// <param name="Name">1 to 64 characters, unique per camera.</param>
/// <param name="From">Start, 0..1.</param>
/// <param name="To">End, 0..1; not the start.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraLine")]
public sealed record CameraLine([property: Id(0)] string Name, [property: Id(1)] ZonePoint From, [property: Id(2)] ZonePoint To);

/// <summary>One behaviour of one camera.</summary>
/// <param name="Type">Event type of the device contract, for example <c>loitering</c>.</param>
/// <param name="Areas">Names of the zones or lines it looks at; empty means all of them, or the whole picture where there are none.</param>
/// <param name="Severity">Severity of a finding; null takes the event table's.</param>
/// <param name="Hours">When it is looked for, local time of the hub; empty means always. At most 32.</param>
/// <param name="Options">The behaviour's own options as a JSON object, at most 4 KiB; null takes its defaults.</param>
[GenerateSerializer, Immutable, Alias("hub.BehaviourSetting")]
public sealed record BehaviourSetting(
    [property: Id(0)] string Type,
    [property: Id(1)] IReadOnlyList<string> Areas,
    [property: Id(2)] Severity? Severity,
    [property: Id(3)] IReadOnlyList<WeeklyHours> Hours,
    [property: Id(4)] string? Options);

/// <summary>A part of some weekdays, local time of the hub. When <paramref name="To"/> is not after <paramref name="From"/> it ends the next day.</summary>
/// <param name="Days">The days on which it begins; at least one.</param>
/// <param name="From">First minute.</param>
/// <param name="To">First minute after it.</param>
[GenerateSerializer, Immutable, Alias("hub.WeeklyHours")]
public sealed record WeeklyHours([property: Id(0)] IReadOnlyList<DayOfWeek> Days, [property: Id(1)] TimeOnly From, [property: Id(2)] TimeOnly To)
{
    /// <summary>True when the local moment lies inside.</summary>
    public bool Contains(DateTime local)
    {
        var time = TimeOnly.FromDateTime(local);
        var today = Days.Contains(local.DayOfWeek);
        if (From < To) return today && time >= From && time < To;
        var yesterday = Days.Contains(local.AddDays(-1).DayOfWeek);
        return (today && time >= From) || (yesterday && time < To);
    }
}
