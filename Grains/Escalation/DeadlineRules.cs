using SafetyHub.Escalation;
using SafetyHub.Grains.Incidents;

namespace SafetyHub.Grains.Escalation;

/// <summary>What an incident does by itself when a time has come.</summary>
internal static class DeadlineRules
{
    /// <summary>End of shelving, lapse of an acknowledgement, due steps in their order, the word to the person.</summary>
    public static void Settle(Draft draft, Circumstances circumstances)
    {
        if (!draft.State.IsOpen) return;
        if (draft.State.ShelvedUntil <= draft.Now) EndShelving(draft, Actors.Hub, ShelvingEnd.Time, circumstances.Duty);
        if (draft.State.AcknowledgedUntil <= draft.Now)
        {
            draft.Add(Actors.Hub, new AcknowledgementLapsed(draft.State.Assignee!));
            StartRound(draft, circumstances.Duty);
        }
        FireDue(draft, circumstances.Duty);
        if (draft.State.VoiceDueAt is not null && circumstances.Voice is { } voice) draft.Add(Actors.Hub, voice);
    }

    /// <summary>Puts it back into the queue; the plan goes on with a new round unless somebody owns it.</summary>
    public static void EndShelving(Draft draft, string actor, ShelvingEnd why, DutyAnswer? duty)
    {
        draft.Add(actor, new ShelvingEnded(why));
        StartRound(draft, duty);
    }

    /// <summary>Starts a new round now; nothing while the plan does not run.</summary>
    public static void StartRound(Draft draft, DutyAnswer? duty)
    {
        if (!draft.State.PlanRuns) return;
        draft.Add(Actors.Hub, new RoundStarted(draft.State.Round + 1, draft.Now));
        FireDue(draft, duty);
    }

    /// <summary>
    /// Fires every step whose time has come. After an outage these are the rest of the running round, or one whole round, never a round
    /// for each that was missed: <see cref="StepTimes.AfterStep"/> puts the next one after now.
    /// </summary>
    public static void FireDue(Draft draft, DutyAnswer? duty)
    {
        while (draft.State is { PlanRuns: true, NextStepAt: { } due } state && due <= draft.Now)
        {
            if (state.Step == state.Plan.Steps.Count)
            {
                draft.Add(Actors.Hub, new RoundStarted(state.Round + 1, due));
                continue;
            }
            var target = state.Plan.Steps[state.Step].Target;
            if (IsUnanswered(target, duty))
            {
                draft.NeedsDuty = true;
                return;
            }
            var next = StepTimes.AfterStep(state, draft.Now);
            draft.Add(Actors.Hub, new StepFired(state.Round, state.Step + 1, target, due, next, DutyFor(target, duty)));
        }
    }

    /// <summary>True when the step cannot fire before the duty order was asked.</summary>
    public static bool IsUnanswered(StepTarget target, DutyAnswer? duty) => target == StepTarget.CaseworkerOnDuty && duty is null;

    /// <summary>The answer, for steps that are about it.</summary>
    public static DutyAnswer? DutyFor(StepTarget target, DutyAnswer? duty) => target == StepTarget.CaseworkerOnDuty ? duty : null;
}
