using SafetyHub.Escalation;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Incidents;

/// <summary>An incident as screens and the API show it. Immutable; <see cref="Version"/> counts its entries.</summary>
/// <param name="Id">The incident.</param>
/// <param name="Category">What it is about.</param>
/// <param name="TitleKey">The event type that gave it its title; screens translate it.</param>
/// <param name="Severity">How bad it is now.</param>
/// <param name="Condition">First axis.</param>
/// <param name="Handling">Second axis.</param>
/// <param name="Assignee">Who owns it, or null.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="UpdatedAt">UTC.</param>
/// <param name="SignalCount">How many signals it holds.</param>
/// <param name="Signals">The newest 20, oldest first.</param>
/// <param name="Reasons">Why it stands as it stands, newest last, at most 20.</param>
/// <param name="Escalation">Where its response plan is.</param>
/// <param name="AcknowledgedUntil">When an idle owner loses it again, UTC, or null.</param>
/// <param name="ShelvedUntil">End of shelving, UTC, or null.</param>
/// <param name="Outcome">Set when it is resolved.</param>
/// <param name="ResolvedAt">UTC, or null.</param>
/// <param name="TakenBack">True when the person took the call for help back; it stays open.</param>
/// <param name="IsTest">True for a test: it pages nobody outside.</param>
/// <param name="Progress">How far the responder is.</param>
/// <param name="Evidence">Hashes of stills, newest last, at most 20.</param>
/// <param name="Version">Number of entries so far.</param>
/// <param name="Change">Number of this change over all incidents; grows, with gaps. 0 when not yet stored.</param>
[GenerateSerializer, Immutable, Alias("hub.IncidentSnapshot")]
public sealed record IncidentSnapshot(
    [property: Id(0)] IncidentId Id,
    [property: Id(1)] IncidentCategory Category,
    [property: Id(2)] string TitleKey,
    [property: Id(3)] Severity Severity,
    [property: Id(4)] Condition Condition,
    [property: Id(5)] Handling Handling,
    [property: Id(6)] string? Assignee,
    [property: Id(7)] SubjectSummary Subject,
    [property: Id(8)] DateTimeOffset OpenedAt,
    [property: Id(9)] DateTimeOffset UpdatedAt,
    [property: Id(10)] int SignalCount,
    [property: Id(11)] IReadOnlyList<SignalSummary> Signals,
    [property: Id(12)] IReadOnlyList<IncidentReason> Reasons,
    [property: Id(13)] EscalationStatus Escalation,
    [property: Id(14)] DateTimeOffset? AcknowledgedUntil,
    [property: Id(15)] DateTimeOffset? ShelvedUntil,
    [property: Id(16)] Outcome? Outcome,
    [property: Id(17)] DateTimeOffset? ResolvedAt,
    [property: Id(18)] bool TakenBack,
    [property: Id(19)] bool IsTest,
    [property: Id(20)] ResponderProgress Progress,
    [property: Id(21)] IReadOnlyList<string> Evidence,
    [property: Id(22)] int Version,
    [property: Id(23)] long Change)
{
    /// <summary>What would change the decision, newest reasons only, at most 4; empty where nothing was weighed.</summary>
    [Id(40)] public IReadOnlyList<IncidentReason> WouldChange { get; init; } = [];

    /// <summary>True until it is resolved.</summary>
    public bool IsOpen => Outcome is null;
}

/// <summary>A signal as an incident lists it.</summary>
/// <param name="Id"><c>{deviceId}/{event id}</c></param>
/// <param name="Type">The event type.</param>
/// <param name="Device">Who saw it.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Confidence">0..1, or null.</param>
/// <param name="Flags">What was odd about it.</param>
/// <param name="Findings">What the device says it goes by, at most 16; null where it says nothing.</param>
[GenerateSerializer, Immutable, Alias("hub.SignalSummary")]
public sealed record SignalSummary(
    [property: Id(0)] string Id,
    [property: Id(1)] string Type,
    [property: Id(2)] Devices.DeviceId Device,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] double? Confidence,
    [property: Id(5)] SignalFlags Flags,
    [property: Id(6)] IReadOnlyList<SignalFinding>? Findings = null);

/// <summary>One thing that a device goes by, for example how sure a camera is that it sees a person.</summary>
/// <param name="Code">What it is: 1 to 40 characters of a-z and hyphen. Screens translate <c>finding.{code}</c>.</param>
/// <param name="Value">The figure that belongs to it.</param>
[GenerateSerializer, Immutable, Alias("hub.SignalFinding")]
public sealed record SignalFinding([property: Id(0)] string Code, [property: Id(1)] double Value);

/// <summary>A reason in parts that screens translate.</summary>
/// <param name="Key">Resource key, for example <c>reason.signal</c>.</param>
/// <param name="Arguments">Its arguments, at most 8.</param>
/// <param name="At">Since when, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.IncidentReason")]
public sealed record IncidentReason(
    [property: Id(0)] string Key,
    [property: Id(1)] IReadOnlyList<string> Arguments,
    [property: Id(2)] DateTimeOffset At);

/// <summary>How far the person who took the incident is.</summary>
public enum ResponderProgress
{
    /// <summary>Nobody goes yet.</summary>
    None = 0,
    /// <summary>Accepted.</summary>
    Accepted = 1,
    /// <summary>On the way.</summary>
    OnTheWay = 2,
    /// <summary>At the place.</summary>
    There = 3,
    /// <summary>Done at the place; the incident waits for its outcome.</summary>
    Done = 4,
}
