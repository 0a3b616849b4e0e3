using SafetyHub.Grains.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>Escalating, shelving, noting and closing.</summary>
internal static class QueueRules
{
    public static Decision Escalate(CommandTurn turn)
    {
        var state = turn.State;
        if (state.IsShelved) return turn.Refuse(RefusalReason.AlreadyShelved, "It is shelved; put it back into the queue first.");
        if (state.Step >= state.Plan.Steps.Count) return turn.Refuse(RefusalReason.NoFurtherStep, "Every step of the plan has fired in this round.");
        var target = state.Plan.Steps[state.Step].Target;
        if (DeadlineRules.IsUnanswered(target, turn.Duty)) return turn.AwaitDuty();
        var next = state.PlanRuns ? StepTimes.AfterStep(state, turn.Now) : null;
        turn.Add(new EscalatedByPerson(state.Round, state.Step + 1, target, next, DeadlineRules.DutyFor(target, turn.Duty)));
        return turn.Taken();
    }

    public static Decision Shelve(CommandTurn turn, Shelve command)
    {
        if (turn.State.IsShelved) return turn.Refuse(RefusalReason.AlreadyShelved, "It is shelved already.");
        if (turn.State.Severity == Severity.Critical)
            return turn.Refuse(RefusalReason.CriticalCannotBeShelved, "A critical incident cannot be shelved.");
        if (string.IsNullOrWhiteSpace(command.Reason) || command.Reason.Length > CommandRules.MaxReason)
            return turn.Refuse(RefusalReason.InvalidArgument, $"A reason of 1 to {CommandRules.MaxReason} characters is required.");
        if (command.Until <= turn.Now || command.Until > turn.Now + CommandRules.MaxShelving)
            return turn.Refuse(RefusalReason.InvalidArgument, "The end lies in the future and at most 24 hours ahead.");
        turn.Add(new IncidentShelved(command.Reason, command.Until.ToUniversalTime()));
        return turn.Taken();
    }

    public static Decision Unshelve(CommandTurn turn)
    {
        if (!turn.State.IsShelved) return turn.Refuse(RefusalReason.NotShelved, "It is not shelved.");
        turn.Add(new ShelvingEnded(ShelvingEnd.Person));
        turn.ResumePlan();
        return turn.Taken();
    }

    public static Decision AddNote(CommandTurn turn, AddNote command)
    {
        if (string.IsNullOrWhiteSpace(command.Text) || command.Text.Length > CommandRules.MaxNote)
            return turn.Refuse(RefusalReason.InvalidArgument, $"A note has 1 to {CommandRules.MaxNote} characters.");
        turn.Add(new NoteAdded(command.Text));
        return turn.Taken();
    }

    public static Decision Resolve(CommandTurn turn, Resolve command)
    {
        if (!Enum.IsDefined(command.Outcome)) return turn.Refuse(RefusalReason.InvalidArgument, "The outcome is real, false, test or no-answer.");
        if (command.Note?.Length > CommandRules.MaxNote)
            return turn.Refuse(RefusalReason.InvalidArgument, $"A note has at most {CommandRules.MaxNote} characters.");
        var noteRequired = turn.State.Severity == Severity.Critical && command.Outcome is Outcome.Real or Outcome.False;
        if (noteRequired && string.IsNullOrWhiteSpace(command.Note))
            return turn.Refuse(RefusalReason.NoteRequired, "Say what was found: a note is required.");
        turn.Add(new IncidentResolved(command.Outcome, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note));
        return turn.Taken();
    }
}
