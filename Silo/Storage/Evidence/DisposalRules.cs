namespace SafetyHub.Silo.Storage;

/// <summary>One rule by which evidence goes.</summary>
/// <param name="Name">As it stands in the record of destruction.</param>
/// <param name="Part">Which version goes: <c>masked</c>, or both with <c>original</c>.</param>
/// <param name="Condition">SQL over <c>e</c> (evidence) and <c>i</c> (its incident, or nulls); <c>@limit</c> is an instant.</param>
internal sealed record DisposalRule(string Name, string Part, string Condition);

/// <summary>
/// What goes when, in order. Evidence under a legal hold goes by no rule; evidence of an open incident goes by age alone, after everything that only makes room.
/// </summary>
internal static class DisposalRules
{
    private const string Closed = "(i.id IS NULL OR i.outcome IS NOT NULL)";
    private const string FalseOrTest = "i.outcome IN (2, 3)";

    /// <summary>Kept long enough.</summary>
    public static DisposalRule Age(int kind) => new("age", "original", $"e.kind = {kind} AND e.at < @limit");

    /// <summary>What makes room, first to last. Before all of these the recorders give up what is not tied to any incident.</summary>
    public static IReadOnlyList<DisposalRule> Room { get; } =
    [
        new("room.masked-versions", "masked", $"e.kind = 2 AND e.masking = 2 AND {Closed}"),
        new("room.clips-of-false-alarms", "original", $"e.kind = 2 AND {FalseOrTest}"),
        new("room.old-clips", "original", $"e.kind = 2 AND {Closed} AND e.at < @limit"),
        new("room.clips", "original", $"e.kind = 2 AND {Closed}"),
        new("room.stills-of-false-alarms", "original", $"e.kind = 1 AND {FalseOrTest}"),
        new("room.stills", "original", $"e.kind = 1 AND {Closed}"),
    ];
}
