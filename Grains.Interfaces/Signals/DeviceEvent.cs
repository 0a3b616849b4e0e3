using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Signals;

/// <summary>An event as a device sent it, after its form was checked.</summary>
/// <param name="Device">Who sent it.</param>
/// <param name="EventId">1 to 64 characters of <c>[A-Za-z0-9_.-]</c>, unique per device.</param>
/// <param name="Type">The event type, 1 to 64 characters; unknown types are kept.</param>
/// <param name="ReportedAt">The device's own time, UTC.</param>
/// <param name="ReceivedAt">Arrival at the hub, UTC.</param>
/// <param name="Seq">The device's counter, or null.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="DataJson">The event's data, a JSON object, or null.</param>
/// <param name="Severity">Severity that the hub's own setting for this camera asks for; never from a payload. Null leaves it to the event table.</param>
[GenerateSerializer, Immutable, Alias("hub.DeviceEvent")]
public sealed record DeviceEvent(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] string EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset ReportedAt,
    [property: Id(4)] DateTimeOffset ReceivedAt,
    [property: Id(5)] long? Seq,
    [property: Id(6)] double? Confidence,
    [property: Id(7)] string? DataJson,
    [property: Id(8)] Severity? Severity = null);

/// <summary>What became of an event.</summary>
public enum ReceiptStatus
{
    /// <summary>Taken and on disk.</summary>
    Accepted = 0,
    /// <summary>Known already; nothing changed.</summary>
    Duplicate = 1,
    /// <summary>Not understood; kept in quarantine.</summary>
    Rejected = 2,
}

/// <summary>The hub's decision on an event, sent to the device as its receipt.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Status">What became of it.</param>
/// <param name="IncidentId">The incident it opened or joined, or null.</param>
/// <param name="Reason">Why it was rejected, or null.</param>
/// <param name="Say">What the device should say aloud now, in the resident's language, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.EventReceipt")]
public sealed record EventReceipt(
    [property: Id(0)] string EventId,
    [property: Id(1)] ReceiptStatus Status,
    [property: Id(2)] string? IncidentId,
    [property: Id(3)] string? Reason,
    [property: Id(4)] string? Say);
