using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>The severity rose, and with it the plan that the incident keeps.</summary>
internal sealed record PlanRaised(ResponsePlan Plan, Severity PlanSeverity) : IncidentEntry;

/// <summary>The plan runs from its first step (again).</summary>
internal sealed record RoundStarted(int Round, DateTimeOffset StartedAt) : IncidentEntry;

/// <summary>A step of the plan fired by itself.</summary>
/// <param name="Round">1 for the first.</param>
/// <param name="Step">1 for the first.</param>
/// <param name="Target">Whom it alerts.</param>
/// <param name="DueAt">When it should have fired, UTC.</param>
/// <param name="NextStepAt">When the next one fires, UTC, or null when there is none.</param>
/// <param name="Duty">Who is on duty; null unless the step alerts the caseworker on duty.</param>
internal sealed record StepFired(
    int Round, int Step, StepTarget Target, DateTimeOffset DueAt, DateTimeOffset? NextStepAt, DutyAnswer? Duty) : IncidentEntry;

/// <summary>A person fired the next step before its time. Fields as in <see cref="StepFired"/>.</summary>
internal sealed record EscalatedByPerson(
    int Round, int Step, StepTarget Target, DateTimeOffset? NextStepAt, DutyAnswer? Duty) : IncidentEntry;

/// <summary>It got worse while no step was due: the desk is told.</summary>
internal sealed record DeskAlerted(Severity Severity) : IncidentEntry;

/// <summary>Which of the person's own devices says that help is coming; null when none can.</summary>
/// <param name="Device"><c>{kind}/{id}</c>, or null.</param>
/// <param name="Language">Language the person's devices speak.</param>
internal sealed record VoiceChosen(string? Device, string Language) : IncidentEntry;

/// <summary>What the duty order answered at the second a step fired.</summary>
/// <param name="Caseworkers">Who is on duty, in the order of the table, at most <see cref="MaxCaseworkers"/>.</param>
/// <param name="Reached">False when the duty order could not be read in time.</param>
internal sealed record DutyAnswer(IReadOnlyList<string> Caseworkers, bool Reached)
{
    /// <summary>More than these are not alerted by one step.</summary>
    public const int MaxCaseworkers = 8;
}
