using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>Something at a camera that is worth a look. The same camera and key again replaces it.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Key">Incident id, or <c>seen:{type}</c>.</param>
/// <param name="Incident">The incident, or null where it is only something that was seen.</param>
/// <param name="EventType">Event type.</param>
/// <param name="Severity">Severity, or null where nothing has one.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="SeenAt">Time of the camera's newest signal about it, UTC: later than before brings the camera back on the wall.</param>
/// <param name="Until">When it stops being worth a look by itself, UTC, or null.</param>
/// <param name="Owner">Who owns the incident, or null.</param>
/// <param name="Cleared">True when it ended by itself.</param>
/// <param name="Why">More reasons (a group, a desk it came from), or empty.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraNotice")]
internal sealed record CameraNotice(
    [property: Id(0)] DeviceId Camera,
    [property: Id(1)] string Key,
    [property: Id(2)] IncidentId? Incident,
    [property: Id(3)] string EventType,
    [property: Id(4)] Severity? Severity,
    [property: Id(5)] double? Confidence,
    [property: Id(6)] DateTimeOffset At,
    [property: Id(7)] DateTimeOffset SeenAt,
    [property: Id(8)] DateTimeOffset? Until,
    [property: Id(9)] string? Owner,
    [property: Id(10)] bool Cleared,
    [property: Id(11)] IReadOnlyList<WallReason> Why)
{
    /// <summary>Needs a person now, and nobody has it in hand.</summary>
    public bool IsUrgent => Severity == SafetyHub.Incidents.Severity.Critical && Owner is null;
}

/// <summary>A notice that was put on a wall for the first time, or for the first time since it was seen again.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Key">The notice.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.NoticeShown")]
internal readonly record struct NoticeShown([property: Id(0)] DeviceId Camera, [property: Id(1)] string Key, [property: Id(2)] DateTimeOffset At);
