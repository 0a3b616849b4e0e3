using SafetyHub.Grains.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>What a person's command does to an incident.</summary>
internal static class CommandRules
{
    public const int MaxKey = 128;
    public const int MaxName = 128;
    public const int MaxNote = 2000;
    public const int MaxReason = 500;
    public static readonly TimeSpan MaxShelving = TimeSpan.FromHours(24);

    public static Decision Decide(Draft draft, IncidentCommand command, DutyAnswer? duty)
    {
        if (draft.Current is null) return draft.Refuse(RefusalReason.NotFound, "There is no such incident.");
        if (Malformed(command) is { } fault) return draft.Refuse(RefusalReason.InvalidArgument, fault);
        var known = command.IdempotencyKey is null ? null : draft.State.Keys.FirstOrDefault(k => k.Key == command.IdempotencyKey);
        if (known is not null)
        {
            return known.Command == command.GetType().Name
                ? draft.Duplicate()
                : draft.Refuse(RefusalReason.InvalidArgument, $"This idempotency key was used for {known.Command}.");
        }
        if (!draft.State.IsOpen && command is not AddNote)
            return draft.Refuse(RefusalReason.AlreadyResolved, "The incident is resolved; only notes can be added.");
        DeadlineRules.Settle(draft, new Circumstances(duty, Voice: null));
        return Carry(new CommandTurn(draft, command, duty));
    }

    private static Decision Carry(CommandTurn turn) => turn.Command switch
    {
        Acknowledge => OwnershipRules.Acknowledge(turn),
        Unacknowledge => OwnershipRules.Unacknowledge(turn),
        Assign c => OwnershipRules.Assign(turn, c),
        ReportProgress c => OwnershipRules.ReportProgress(turn, c),
        Escalate => QueueRules.Escalate(turn),
        Shelve c => QueueRules.Shelve(turn, c),
        Unshelve => QueueRules.Unshelve(turn),
        AddNote c => QueueRules.AddNote(turn, c),
        Resolve c => QueueRules.Resolve(turn, c),
        _ => throw new ArgumentOutOfRangeException(nameof(turn), turn.Command.GetType().Name, "Unknown command"),
    };

    private static string? Malformed(IncidentCommand command) => command switch
    {
        { Actor: null or "" or { Length: > MaxName } } => "The actor must be named.",
        { IdempotencyKey: "" or { Length: > MaxKey } } => $"An idempotency key has 1 to {MaxKey} characters.",
        _ => null,
    };
}

/// <summary>A command on its way through its rule; its first entry remembers the idempotency key.</summary>
internal sealed class CommandTurn(Draft draft, IncidentCommand command, DutyAnswer? duty)
{
    private bool _remembered;

    public IncidentCommand Command => command;
    public IncidentState State => draft.State;
    public DateTimeOffset Now => draft.Now;
    public DutyAnswer? Duty => duty;
    public bool ActorOwns => State.IsAcknowledged && State.Assignee == command.Actor;
    public bool AnotherOwns => State.IsAcknowledged && State.Assignee != command.Actor;

    /// <summary>Adds what the actor did.</summary>
    public void Add(IncidentEntry entry)
    {
        var key = command.IdempotencyKey is { } text && !_remembered ? new CommandKey(text, command.GetType().Name) : null;
        draft.Add(command.Actor, entry with { Command = key });
        _remembered = true;
    }

    /// <summary>Lets the plan go on with a new round, unless it does not run.</summary>
    public void ResumePlan() => DeadlineRules.StartRound(draft, duty);

    public Decision Taken() => draft.Taken();

    public Decision Refuse(RefusalReason reason, string detail) => draft.Refuse(reason, detail);

    /// <summary>The next step waits for the duty order; the caller asks and decides again.</summary>
    public Decision AwaitDuty()
    {
        draft.NeedsDuty = true;
        return draft.Taken();
    }
}
