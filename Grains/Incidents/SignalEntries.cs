using SafetyHub.Devices;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Incidents;

/// <summary>It began. The plan is the copy that this incident keeps.</summary>
internal sealed record IncidentOpened(
    IncidentId Id,
    IncidentCategory Category,
    string TitleKey,
    Severity Severity,
    SubjectSummary Subject,
    ResponsePlan Plan,
    bool IsTest,
    DeviceKind ReporterKind,
    DeviceId Reporter,
    bool Speaks) : IncidentEntry;

/// <summary>Why the hub decided as it did, and what would change the decision.</summary>
internal sealed record DecisionExplained(IReadOnlyList<IncidentReason> Reasons, IReadOnlyList<IncidentReason> WouldChange) : IncidentEntry;

/// <summary>A real signal joined what was a test until then: everybody must be told.</summary>
internal sealed record BecameReal(ResponsePlan Plan, Severity PlanSeverity, bool Speaks) : IncidentEntry;

/// <summary>A signal was taken.</summary>
/// <param name="Signal">The signal.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Asked">Severity it asks for.</param>
/// <param name="Evidence">Hash of its still, or null.</param>
/// <param name="StandsForDevice">True when it says what is left at its device after one of several faults ended; absent means no.</param>
internal sealed record SignalJoined(
    SignalSummary Signal, SignalEffect Effect, Severity Asked, string? Evidence, bool? StandsForDevice = null) : IncidentEntry;

/// <summary>Signals raised or lowered the severity; the title follows what asks for it most.</summary>
/// <param name="From">Before.</param>
/// <param name="To">Now.</param>
/// <param name="TitleKey">What asks for it most.</param>
/// <param name="Speaks">True when the home is to be told now, since it was not when the incident was opened; absent means no.</param>
internal sealed record SeverityChanged(Severity From, Severity To, string TitleKey, bool? Speaks = null) : IncidentEntry;

/// <summary>What happened is over; somebody must still look.</summary>
internal sealed record ConditionCleared(string SignalType) : IncidentEntry;

/// <summary>What was over goes on again.</summary>
internal sealed record ConditionReturned(string SignalType) : IncidentEntry;

/// <summary>The person took the call for help back.</summary>
internal sealed record TakenBackByPerson(DateTimeOffset SaidAt) : IncidentEntry;

/// <summary>Somebody is at the place.</summary>
internal sealed record PresenceReported(string? Responder) : IncidentEntry;

/// <summary>Somebody is done at the place.</summary>
internal sealed record InterventionReported(string? Responder) : IncidentEntry;
