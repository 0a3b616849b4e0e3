using System.Text.Json;

namespace SafetyHub.Dashboard.Api;

/// <summary>What a camera is watched for.</summary>
/// <param name="Zones">Named areas, at most 32.</param>
/// <param name="Lines">Named lines, at most 32; zones and lines share one set of names.</param>
/// <param name="Behaviours">What is looked for, each type once.</param>
/// <param name="PrivacyHours">When the camera is not read at all.</param>
/// <param name="Version">The version that this changes; another than the present one is refused with 409. Not given: whatever is there is replaced.</param>
public sealed record CameraWatchBody(
    IReadOnlyList<ZoneBody>? Zones, IReadOnlyList<LineBody>? Lines, IReadOnlyList<BehaviourBody>? Behaviours, IReadOnlyList<HoursBody>? PrivacyHours, int? Version);

/// <summary>A line across the picture; crossing from its left to its right is forward.</summary>
/// <param name="Name">1 to 64 characters.</param>
/// <param name="From">Start <c>[x, y]</c>, 0..1 from the top left.</param>
/// <param name="To">End.</param>
public sealed record LineBody(string? Name, IReadOnlyList<double>? From, IReadOnlyList<double>? To);

/// <summary>A behaviour of a camera.</summary>
/// <param name="Type">Event type of the device contract.</param>
/// <param name="Areas">Names of zones or lines; none means all.</param>
/// <param name="Severity"><c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>; null takes the event table's.</param>
/// <param name="Hours">When it is looked for; none means always.</param>
/// <param name="Options">The behaviour's own options, a JSON object of at most 4 KiB.</param>
public sealed record BehaviourBody(string? Type, IReadOnlyList<string>? Areas, string? Severity, IReadOnlyList<HoursBody>? Hours, JsonElement? Options);

/// <summary>A part of some weekdays, Asia/Seoul. An end at or before the start lies on the next day.</summary>
/// <param name="Days"><c>monday</c> to <c>sunday</c>.</param>
/// <param name="From">For example <c>22:00</c>.</param>
/// <param name="To">For example <c>06:00</c>.</param>
public sealed record HoursBody(IReadOnlyList<string>? Days, string? From, string? To);

/// <summary>A camera's watch as it is, and how it is followed.</summary>
/// <param name="Version">Counts up with every change.</param>
/// <param name="Zones">Named areas.</param>
/// <param name="Lines">Named lines.</param>
/// <param name="Behaviours">What is looked for.</param>
/// <param name="PrivacyHours">When the camera is not read.</param>
/// <param name="InForce">True when a bridge works by this version.</param>
/// <param name="Faults">What of it the bridge cannot do, in English; the rest is done.</param>
public sealed record CameraWatchView(
    int Version, IReadOnlyList<ZoneBody> Zones, IReadOnlyList<LineBody> Lines, IReadOnlyList<BehaviourBody> Behaviours, IReadOnlyList<HoursBody> PrivacyHours,
    bool InForce, IReadOnlyList<string> Faults);
