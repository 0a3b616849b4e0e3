using SafetyHub.Grains.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>How bad an incident is: what the devices that still complain ask for together.</summary>
internal static class SeverityRules
{
    /// <summary>Brings the severity in line with what is asked; rises have consequences, falls have none but the figure.</summary>
    public static void Regrade(Draft draft, string actor, PlanBook plans, bool mayLower)
    {
        if (draft.State.Asks.MaxBy(a => a.Severity) is not { } top) return;
        var before = draft.State.Severity;
        if (top.Severity == before || (top.Severity < before && !mayLower)) return;
        draft.Add(actor, new SeverityChanged(before, top.Severity, top.Type, SpeaksNow(draft.State, top.Severity) ? true : null));
        if (top.Severity > before) Rise(draft, plans);
    }

    /// <summary>Takes the asked severity as it is, when everything before it was a test.</summary>
    public static void Take(Draft draft, string actor)
    {
        var top = draft.State.Asks.MaxBy(a => a.Severity)!;
        if (top.Severity != draft.State.Severity || top.Type != draft.State.TitleKey)
            draft.Add(actor, new SeverityChanged(draft.State.Severity, top.Severity, top.Type));
    }

    /// <summary>A severity outside the scale counts as medium: an alarm is never lost to a bad number.</summary>
    public static Severity Known(Severity severity) => Enum.IsDefined(severity) ? severity : Severity.Medium;

    // What began as a guess from a picture, about which the home was told nothing.
    private static bool SpeaksNow(IncidentState state, Severity to) =>
        state is { Category: IncidentCategory.Fire, IsTest: false, Severity: < Severity.Critical } && to == Severity.Critical;

    private static void Rise(Draft draft, PlanBook plans)
    {
        var restart = AdoptPlan(draft, plans);
        if (draft.State.SeverityWhenShelved < draft.State.Severity)
        {
            DeadlineRules.EndShelving(draft, Actors.Hub, ShelvingEnd.Severity, duty: null);
            if (!draft.State.IsAcknowledged) return;
        }
        if (draft.State.IsShelved) return;
        if (restart && draft.State.PlanRuns) DeadlineRules.StartRound(draft, duty: null);
        else if (!draft.State.IsAcknowledged || draft.State.Severity > draft.State.SeverityAtAcknowledgement)
            draft.Add(Actors.Hub, new DeskAlerted(draft.State.Severity));
    }

    /// <summary>Takes the plan of a higher severity; true when it walks another path, so that it must begin at its first step.</summary>
    private static bool AdoptPlan(Draft draft, PlanBook plans)
    {
        var state = draft.State;
        if (state.IsTest || state.Severity <= state.PlanSeverity) return false;
        var stronger = plans.For(state.Severity);
        draft.Add(Actors.Hub, new PlanRaised(stronger, state.Severity));
        return !PlanBook.WalkTheSamePath(state.Plan, stronger);
    }
}
