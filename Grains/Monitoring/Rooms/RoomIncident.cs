using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>What the room needs of an incident.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Category">What it is about.</param>
/// <param name="TitleKey">Event type of its title.</param>
/// <param name="Severity">How bad it is now.</param>
/// <param name="Cleared">True when it ended by itself.</param>
/// <param name="Owner">Who owns it, or null.</param>
/// <param name="Shelved">True while it is out of the queue.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="SeenAt">Time of its newest signal, UTC.</param>
/// <param name="Confidence">Of its newest signal, 0..1, or null.</param>
/// <param name="Reporters">Devices that saw it, newest first; at most 4.</param>
/// <param name="Outcome">Set when it is resolved.</param>
/// <param name="ResolvedAt">UTC, or null.</param>
/// <param name="Version">Number of its entries: an older one never replaces a newer one.</param>
[GenerateSerializer, Immutable, Alias("hub.RoomIncident")]
internal sealed record RoomIncident(
    [property: Id(0)] IncidentId Id,
    [property: Id(1)] IncidentCategory Category,
    [property: Id(2)] string TitleKey,
    [property: Id(3)] Severity Severity,
    [property: Id(4)] bool Cleared,
    [property: Id(5)] string? Owner,
    [property: Id(6)] bool Shelved,
    [property: Id(7)] SubjectSummary Subject,
    [property: Id(8)] DateTimeOffset OpenedAt,
    [property: Id(9)] DateTimeOffset SeenAt,
    [property: Id(10)] double? Confidence,
    [property: Id(11)] IReadOnlyList<DeviceId> Reporters,
    [property: Id(12)] Outcome? Outcome,
    [property: Id(13)] DateTimeOffset? ResolvedAt,
    [property: Id(14)] int Version)
{
    private const int MostReporters = 4;

    public bool IsOpen => Outcome is null;

    /// <summary>Rings always and at once, whatever the budget says.</summary>
    public bool IsProtected => Severity == Severity.Critical || Category is IncidentCategory.Sos or IncidentCategory.Fall or IncidentCategory.Fire;

    public static RoomIncident Of(IncidentSnapshot incident) => new(
        incident.Id, incident.Category, incident.TitleKey, incident.Severity, incident.Condition == Condition.Cleared,
        incident.Handling == Handling.Acknowledged ? incident.Assignee : null, incident.ShelvedUntil is not null, incident.Subject, incident.OpenedAt,
        incident.Signals.Count == 0 ? incident.OpenedAt : incident.Signals[^1].At,
        incident.Signals.Count == 0 ? null : incident.Signals[^1].Confidence,
        [.. incident.Signals.Reverse().Select(signal => signal.Device).Distinct().Take(MostReporters)],
        incident.Outcome, incident.ResolvedAt, incident.Version);
}
