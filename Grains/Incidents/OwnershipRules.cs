using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>Who owns an incident: nobody or one.</summary>
internal static class OwnershipRules
{
    private const string OwnedByAnother = "Somebody else has acknowledged it.";

    public static Decision Acknowledge(CommandTurn turn)
    {
        if (turn.AnotherOwns) return turn.Refuse(RefusalReason.AlreadyAcknowledged, OwnedByAnother);
        turn.Add(new IncidentAcknowledged());
        return turn.Taken();
    }

    public static Decision Unacknowledge(CommandTurn turn)
    {
        if (!turn.State.IsAcknowledged) return turn.Refuse(RefusalReason.NotAcknowledged, "Nobody has acknowledged it.");
        if (turn.AnotherOwns) return turn.Refuse(RefusalReason.AlreadyAcknowledged, OwnedByAnother);
        Release(turn);
        turn.ResumePlan();
        return turn.Taken();
    }

    public static Decision Assign(CommandTurn turn, Assign command)
    {
        if (command.Assignee is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > CommandRules.MaxName))
            return turn.Refuse(RefusalReason.InvalidArgument, $"An assignee has 1 to {CommandRules.MaxName} characters.");
        // Whoever owned it until now does not own it for somebody else.
        var released = turn.State.IsAcknowledged && turn.State.Assignee != command.Assignee;
        if (released) Release(turn);
        turn.Add(new IncidentAssigned(command.Assignee));
        if (command.Assignee == command.Actor) turn.Add(new IncidentAcknowledged());
        else if (released) turn.ResumePlan();
        return turn.Taken();
    }

    public static Decision ReportProgress(CommandTurn turn, ReportProgress command)
    {
        if (command.Progress == ResponderProgress.None || !Enum.IsDefined(command.Progress))
            return turn.Refuse(RefusalReason.InvalidArgument, "Progress is accepted, on the way, there or done.");
        if (turn.AnotherOwns) return turn.Refuse(RefusalReason.AlreadyAcknowledged, OwnedByAnother);
        if (turn.ActorOwns && command.Progress <= turn.State.Progress)
            return turn.Refuse(RefusalReason.ProgressGoesForward, $"It is {turn.State.Progress} already.");
        if (!turn.ActorOwns) turn.Add(new IncidentAcknowledged());
        turn.Add(new ProgressReported(command.Progress));
        return turn.Taken();
    }

    private static void Release(CommandTurn turn) => turn.Add(new AcknowledgementReturned(turn.State.Assignee!));
}
