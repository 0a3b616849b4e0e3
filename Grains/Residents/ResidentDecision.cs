using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>What is to be written, or why nothing is.</summary>
/// <param name="Refusal">Why it was refused, or none.</param>
/// <param name="Appends">What is to be written, the record of the command first; empty when nothing is different.</param>
internal sealed record ResidentDecision(ResidentRefusal Refusal, IReadOnlyList<ResidentAppend> Appends)
{
    public static ResidentDecision Nothing { get; } = new(ResidentRefusal.None, []);

    public static ResidentDecision Refuse(ResidentRefusal refusal) => new(refusal, []);

    public static ResidentDecision Write(
        ResidentFile next, ResidentEventKind kind, string actor, DateTimeOffset now, string? reason, IReadOnlyList<FieldChange> changes) =>
        new(ResidentRefusal.None, [Append(next, kind, actor, now, reason, changes)]);

    /// <summary>The record's next version with its line of the history.</summary>
    public static ResidentAppend Append(
        ResidentFile next, ResidentEventKind kind, string actor, DateTimeOffset now, string? reason, IReadOnlyList<FieldChange> changes)
    {
        var file = next with { Version = next.Version + 1, ChangedAt = now };
        return new(file, new ResidentEvent(file.Version, now, actor, kind, [.. changes.Select(change => change.Field)], reason, changes));
    }
}
