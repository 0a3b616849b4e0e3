using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Incidents;

/// <summary>One incident: its append-only log, its two axes and its response plan. Every change is durable when its call returns.</summary>
[Alias("hub.IIncidentGrain")]
public interface IIncidentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Takes a signal: opens the incident with it, or joins it. <see cref="IncidentIntakeStatus.Closed"/> means that it is resolved and
    /// the signal is new: the subject then opens another.
    /// </summary>
    [Alias("Receive")] Task<IncidentIntake> Receive(SignalForIncident signal);

    /// <summary>Carries out what a person wants; refusals are typed.</summary>
    [Alias("Execute")] Task<CommandResult> Execute(IncidentCommand command);

    /// <summary>The incident now, or null when there is none under this key.</summary>
    [Alias("Get")] Task<IncidentSnapshot?> Get();

    /// <summary>Acts on every deadline that has passed: next step, lapse of an acknowledgement, end of shelving. Idempotent.</summary>
    [Alias("CheckDeadlines")] Task CheckDeadlines();

    /// <summary>Writes down what became of an alert. Idempotent per alert and state.</summary>
    [Alias("RecordAlert")] Task RecordAlert(AlertRecord record);
}

/// <summary>A signal with what the subject decided about it.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Subject">Whom it is about, by name.</param>
/// <param name="Category">Which of the subject's incidents it belongs to.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Severity">Severity it asks for.</param>
[GenerateSerializer, Immutable, Alias("hub.SignalForIncident")]
public sealed record SignalForIncident(
    [property: Id(0)] Signal Signal,
    [property: Id(1)] SubjectSummary Subject,
    [property: Id(2)] IncidentCategory Category,
    [property: Id(3)] SignalEffect Effect,
    [property: Id(4)] Severity Severity)
{
    /// <summary>Why it came to this, beside the signal itself; at most 8.</summary>
    [Id(5)] public IReadOnlyList<IncidentReason> Reasons { get; init; } = [];

    /// <summary>What would change the decision; at most 4.</summary>
    [Id(6)] public IReadOnlyList<IncidentReason> WouldChange { get; init; } = [];
}

/// <summary>What a signal does to an incident.</summary>
public enum SignalEffect
{
    /// <summary>Opens it, or joins it when it is open; makes the condition active again and can raise the severity.</summary>
    Raise = 1,
    /// <summary>Joins an open one with a new severity, up or down; opens one when none is open.</summary>
    Set = 2,
    /// <summary>The condition ended; nothing is opened.</summary>
    Clear = 3,
    /// <summary>The person took the call back; nothing is closed.</summary>
    TakeBack = 4,
    /// <summary>Somebody is at the place.</summary>
    Presence = 5,
    /// <summary>Somebody is done at the place.</summary>
    Intervention = 6,
}

/// <summary>What became of a signal at an incident.</summary>
public enum IncidentIntakeStatus
{
    /// <summary>It opened the incident.</summary>
    Opened = 0,
    /// <summary>It joined.</summary>
    Joined = 1,
    /// <summary>It was known already, here or in <see cref="IncidentIntake.IncidentId"/>.</summary>
    Duplicate = 2,
    /// <summary>The incident is resolved (or, for a signal that opens none, was never opened) and the signal was not taken.</summary>
    Closed = 3,
}

/// <summary>What became of a signal at an incident.</summary>
/// <param name="Status">What.</param>
/// <param name="IncidentId">The incident that holds the signal, or null when not taken (or when it is known without an incident).</param>
[GenerateSerializer, Immutable, Alias("hub.IncidentIntake")]
public sealed record IncidentIntake([property: Id(0)] IncidentIntakeStatus Status, [property: Id(1)] string? IncidentId);

/// <summary>What became of an alert.</summary>
/// <param name="AlertId">The alert.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="Recipient">To whom, without personal data (user or device id).</param>
/// <param name="Delivered">True when the channel took it, false when it was given up.</param>
/// <param name="Detail">Short English reason, or null.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.AlertRecord")]
public sealed record AlertRecord(
    [property: Id(0)] string AlertId,
    [property: Id(1)] Alerts.AlertChannel Channel,
    [property: Id(2)] string Recipient,
    [property: Id(3)] bool Delivered,
    [property: Id(4)] string? Detail,
    [property: Id(5)] DateTimeOffset At);
