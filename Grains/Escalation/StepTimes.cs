using SafetyHub.Grains.Incidents;

namespace SafetyHub.Grains.Escalation;

/// <summary>When the steps of a plan are due. All times follow from the start of the round, so one late step shifts no other.</summary>
internal static class StepTimes
{
    /// <summary>When the next step is due once the coming one has fired; null when the plan is at its end and does not repeat.</summary>
    public static DateTimeOffset? AfterStep(IncidentState state, DateTimeOffset now)
    {
        var (plan, fired) = (state.Plan, state.Step + 1);
        if (fired < plan.Steps.Count) return state.RoundStartedAt + plan.Steps[fired].After;
        if (plan.RepeatAfter <= TimeSpan.Zero) return null;
        var planned = state.RoundStartedAt + plan.Steps[^1].After + plan.RepeatAfter;
        return planned > now ? planned : now + plan.RepeatAfter;
    }
}
