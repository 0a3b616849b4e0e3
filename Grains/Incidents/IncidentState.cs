using System.Text.Json.Serialization;
using SafetyHub.Devices;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// The projection of an incident's entries: everything a decision needs, and bounded, so that ten thousand signals cost what twenty do.
/// Changed only by <see cref="IncidentFold"/>.
/// </summary>
internal sealed record IncidentState
{
    /// <summary>Signals, reasons and stills kept for display; older ones are in the log.</summary>
    public const int MaxShown = 20;
    /// <summary>Idempotency keys and settled alerts remembered; an older one counts as new.</summary>
    public const int MaxRemembered = 64;
    /// <summary>Askers of severity remembered; beyond it the least severe goes, so the severity itself stays right.</summary>
    public const int MaxAsks = 32;

    public required IncidentId Id { get; init; }
    public required IncidentCategory Category { get; init; }
    public required string TitleKey { get; init; }
    public required SubjectSummary Subject { get; init; }
    public required Severity Severity { get; init; }
    public required DateTimeOffset OpenedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required ResponsePlan Plan { get; init; }
    /// <summary>The severity whose plan this is; a plan is only ever replaced by that of a higher one.</summary>
    public required Severity PlanSeverity { get; init; }
    public required bool IsTest { get; init; }
    public required DeviceKind ReporterKind { get; init; }
    public required DeviceId Reporter { get; init; }

    public int Version { get; init; }
    public Condition Condition { get; init; }
    public Handling Handling { get; init; }
    public string? Assignee { get; init; }
    public DateTimeOffset? AcknowledgedUntil { get; init; }
    public Severity? SeverityAtAcknowledgement { get; init; }
    public DateTimeOffset? ShelvedUntil { get; init; }
    public Severity? SeverityWhenShelved { get; init; }
    public Outcome? Outcome { get; init; }
    public DateTimeOffset? ResolvedAt { get; init; }
    public DateTimeOffset? TakenBackAt { get; init; }
    public ResponderProgress Progress { get; init; }

    public int Round { get; init; }
    public DateTimeOffset RoundStartedAt { get; init; }
    public int Step { get; init; }
    public StepTarget? LastTarget { get; init; }
    public DateTimeOffset? NextStepAt { get; init; }
    /// <summary>Set while nobody has chosen which device tells the person that help is coming.</summary>
    public DateTimeOffset? VoiceDueAt { get; init; }
    public string Language { get; init; } = "ko";

    public int SignalCount { get; init; }
    public IReadOnlyList<SignalSummary> Signals { get; init; } = [];
    public IReadOnlyList<IncidentReason> Reasons { get; init; } = [];
    public IReadOnlyList<IncidentReason> WouldChange { get; init; } = [];
    public IReadOnlyList<string> Evidence { get; init; } = [];
    public IReadOnlyList<SeverityAsk> Asks { get; init; } = [];
    public IReadOnlyList<KeyOutcome> Keys { get; init; } = [];
    public IReadOnlyList<SettledAlert> Alerts { get; init; } = [];

    [JsonIgnore] public bool IsOpen => Outcome is null;
    [JsonIgnore] public bool IsShelved => ShelvedUntil is not null;
    [JsonIgnore] public bool IsAcknowledged => Handling == Handling.Acknowledged;
    /// <summary>True while the plan fires steps by itself.</summary>
    [JsonIgnore] public bool PlanRuns => IsOpen && !IsAcknowledged && !IsShelved;
    /// <summary>True for faults of devices and what each camera sees the end of: each device clears only its own.</summary>
    [JsonIgnore]
    public bool ClearsPerDevice =>
        Category is IncidentCategory.DeviceSilence or IncidentCategory.DeviceFault or IncidentCategory.CameraFault or IncidentCategory.Crowd;

    /// <summary>The earliest time at which the incident must act by itself, or null.</summary>
    [JsonIgnore] public DateTimeOffset? Deadline => Earliest(VoiceDueAt, TimedDeadline);

    /// <summary>The earliest deadline that only needs the clock; the word to the person also needs an answer from outside.</summary>
    [JsonIgnore] public DateTimeOffset? TimedDeadline => Earliest(NextStepAt, Earliest(AcknowledgedUntil, ShelvedUntil));

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}

/// <summary>A severity that a device still asks for with a type of signal.</summary>
internal sealed record SeverityAsk(string Type, DeviceId Device, Severity Severity);

/// <summary>A command that was carried out under an idempotency key, and the version it led to.</summary>
internal sealed record KeyOutcome(string Key, string Command, int Version);

/// <summary>An alert whose end is in the log already.</summary>
internal sealed record SettledAlert(string AlertId, bool Delivered);
