using SafetyHub.Incidents;

namespace SafetyHub.Evidence;

/// <summary>What must stay and what was destroyed.</summary>
public interface IEvidenceKeeping
{
    /// <summary>Keeps an incident's evidence beyond every rule until it is released; a second call changes the reason. Audited.</summary>
    Task<LegalHold> HoldAsync(IncidentId incident, string reason, string actor, CancellationToken cancel);

    /// <summary>Ends the hold; false when there was none. Audited.</summary>
    Task<bool> ReleaseAsync(IncidentId incident, string actor, CancellationToken cancel);

    /// <summary>The hold of an incident, or null.</summary>
    Task<LegalHold?> FindHoldAsync(IncidentId incident, CancellationToken cancel);

    /// <summary>Record of destruction, newest first, older than <paramref name="before"/> when given; <paramref name="limit"/> 1 to 500.</summary>
    Task<IReadOnlyList<PurgeRecord>> PurgesAsync(long? before, int limit, CancellationToken cancel);
}

/// <summary>A reason to keep evidence.</summary>
/// <param name="Incident">Of which incident.</param>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="By">Who said so.</param>
/// <param name="At">When, UTC.</param>
public sealed record LegalHold(IncidentId Incident, string Reason, string By, DateTimeOffset At);

/// <summary>One file that was destroyed.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="At">When, UTC.</param>
/// <param name="EvidenceId">Of which piece; empty for a still from before there was an index.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Part"><c>original</c> or <c>masked</c>.</param>
/// <param name="Hash">Its SHA-256.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Camera">Of which camera; empty when not known.</param>
/// <param name="Moment">What moment it showed, UTC.</param>
/// <param name="IncidentId">Of which incident, or null.</param>
/// <param name="Rule">By which rule, for example <c>age</c> or <c>room.clips-of-false-alarms</c>.</param>
public sealed record PurgeRecord(
    long Sequence, DateTimeOffset At, string EvidenceId, EvidenceKind Kind, string Part, string Hash, long Bytes, string Camera, DateTimeOffset Moment, string? IncidentId, string Rule);
