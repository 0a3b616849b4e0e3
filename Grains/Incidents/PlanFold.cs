namespace SafetyHub.Grains.Incidents;

/// <summary>How the response plan changes the projection.</summary>
internal static class PlanFold
{
    public static IncidentState Change(IncidentState state, LoggedEntry logged) => logged.Entry switch
    {
        PlanRaised e => state with { Plan = e.Plan, PlanSeverity = e.PlanSeverity },
        RoundStarted e => state with
        {
            Round = e.Round,
            RoundStartedAt = e.StartedAt,
            Step = 0,
            NextStepAt = e.StartedAt + state.Plan.Steps[0].After,
        },
        StepFired e => Explain(state, e.Duty, logged.At) with { Step = e.Step, LastTarget = e.Target, NextStepAt = e.NextStepAt },
        EscalatedByPerson e => Explain(state, e.Duty, logged.At) with { Step = e.Step, LastTarget = e.Target, NextStepAt = e.NextStepAt },
        DeskAlerted e => state with { SeverityAtAcknowledgement = state.IsAcknowledged ? e.Severity : null },
        VoiceChosen e => Choose(state, e, logged.At),
        _ => throw new InvalidOperationException($"No rule folds {logged.Entry.GetType().Name} into an incident that is open already"),
    };

    private static IncidentState Choose(IncidentState state, VoiceChosen e, DateTimeOffset at)
    {
        var next = state with { VoiceDueAt = null, Language = e.Language };
        return e.Device is null ? next.Because(at, ReasonKeys.NoVoice) : next;
    }

    private static IncidentState Explain(IncidentState state, DutyAnswer? duty, DateTimeOffset at) => duty switch
    {
        { Reached: false } => state.Because(at, ReasonKeys.DutyUnreachable),
        { Caseworkers.Count: 0 } => state.Because(at, ReasonKeys.NobodyOnDuty),
        _ => state,
    };
}
