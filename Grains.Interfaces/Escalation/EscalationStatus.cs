namespace SafetyHub.Escalation;

/// <summary>Where an incident's response plan is.</summary>
/// <param name="Plan">The plan's name.</param>
/// <param name="Step">Steps fired so far in this round; 0 before the first.</param>
/// <param name="Round">1 for the first round.</param>
/// <param name="Target">Whom the last step alerted, or null before the first.</param>
/// <param name="NextStepAt">When the next step fires, UTC; null while acknowledged, shelved, a test's end, or resolved.</param>
[GenerateSerializer, Immutable, Alias("hub.EscalationStatus")]
public sealed record EscalationStatus(
    [property: Id(0)] string Plan,
    [property: Id(1)] int Step,
    [property: Id(2)] int Round,
    [property: Id(3)] StepTarget? Target,
    [property: Id(4)] DateTimeOffset? NextStepAt);

/// <summary>Whom a step of a response plan alerts.</summary>
public enum StepTarget
{
    /// <summary>The operators' desk.</summary>
    OperatorDesk = 1,
    /// <summary>The second desk.</summary>
    SecondDesk = 2,
    /// <summary>The supervisor.</summary>
    Supervisor = 3,
    /// <summary>The caseworker on duty in the subject's district.</summary>
    CaseworkerOnDuty = 4,
}

/// <summary>A response plan; a running incident keeps the copy it started with.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Steps">In order, at least one.</param>
/// <param name="RepeatAfter">After the last step: how long until the first fires again.</param>
/// <param name="AcknowledgementLapsesAfter">How long an owner may do nothing before the plan goes on.</param>
[GenerateSerializer, Immutable, Alias("hub.ResponsePlan")]
public sealed record ResponsePlan(
    [property: Id(0)] string Name,
    [property: Id(1)] IReadOnlyList<ResponseStep> Steps,
    [property: Id(2)] TimeSpan RepeatAfter,
    [property: Id(3)] TimeSpan AcknowledgementLapsesAfter);

/// <summary>One step of a response plan.</summary>
/// <param name="Target">Whom it alerts.</param>
/// <param name="After">How long after the start of the round it fires; grows from step to step.</param>
[GenerateSerializer, Immutable, Alias("hub.ResponseStep")]
public sealed record ResponseStep([property: Id(0)] StepTarget Target, [property: Id(1)] TimeSpan After);
