using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Signals;

/// <summary>One typed observation about a subject, after the device's message was understood.</summary>
/// <param name="Id"><c>{deviceId}/{event id}</c></param>
/// <param name="Device">Who saw it.</param>
/// <param name="Kind">What the device is.</param>
/// <param name="Type">The event type.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="At">When it happened, UTC: the device's time, or the time of arrival where the device's clock was off by more than 2 minutes.</param>
/// <param name="ReportedAt">The device's own time, UTC.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="DataJson">The event's data, or null. May hold <c>evidence</c>: the hash of a still.</param>
/// <param name="Flags">What was odd about it.</param>
/// <param name="Severity">Severity that the hub's own setting for the camera asks for, or null.</param>
[GenerateSerializer, Immutable, Alias("hub.Signal")]
public sealed record Signal(
    [property: Id(0)] string Id,
    [property: Id(1)] DeviceId Device,
    [property: Id(2)] DeviceKind Kind,
    [property: Id(3)] string Type,
    [property: Id(4)] SubjectRef Subject,
    [property: Id(5)] DateTimeOffset At,
    [property: Id(6)] DateTimeOffset ReportedAt,
    [property: Id(7)] DateTimeOffset ReceivedAt,
    [property: Id(8)] double? Confidence,
    [property: Id(9)] string? DataJson,
    [property: Id(10)] SignalFlags Flags,
    [property: Id(11)] Severity? Severity = null);

/// <summary>What was odd about a signal.</summary>
[Flags]
public enum SignalFlags
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>The device's clock was off by more than 2 minutes; the time of arrival is used.</summary>
    ClockCorrected = 1,
    /// <summary>It arrived more than 2 minutes after the device says it happened.</summary>
    Late = 2,
    /// <summary>Its type is not in the event table.</summary>
    UnknownType = 4,
    /// <summary>A test: runs the whole path, pages nobody outside.</summary>
    Test = 8,
    /// <summary>A device of this kind is not known to send this type; it is taken all the same.</summary>
    UnexpectedSender = 16,
    /// <summary>The device had sent a later event before, by its <c>seq</c>: it raises what it raises, but ends and lowers nothing.</summary>
    OutOfOrder = 32,
}
