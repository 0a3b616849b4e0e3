using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>What a decision came to; the entries still have to be made durable.</summary>
/// <param name="Verdict">What.</param>
/// <param name="State">The projection after the entries; null when there is no incident.</param>
/// <param name="Entries">What happened, in order. A refused command can still carry entries of deadlines that had passed.</param>
/// <param name="Refusal">Why a command was refused.</param>
/// <param name="Detail">One English sentence for the caller when refused.</param>
/// <param name="NeedsDuty">True when a due step waits for the duty order: ask it, then decide again.</param>
internal sealed record Decision(
    Verdict Verdict,
    IncidentState? State,
    IReadOnlyList<LoggedEntry> Entries,
    RefusalReason Refusal = RefusalReason.None,
    string? Detail = null,
    bool NeedsDuty = false);

/// <summary>What a decision came to.</summary>
internal enum Verdict
{
    /// <summary>It is carried out.</summary>
    Taken = 0,
    /// <summary>It is known already; nothing changes.</summary>
    Duplicate = 1,
    /// <summary>The signal belongs to no open incident here.</summary>
    Closed = 2,
    /// <summary>The command is not allowed.</summary>
    Refused = 3,
}
