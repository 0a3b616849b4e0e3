namespace SafetyHub.Audit;

/// <summary>
/// The audit as a chain: each entry carries the SHA-256 of the entry before it and of itself, and the head of the chain is kept apart. A changed, inserted or
/// removed entry breaks the chain from there on; entries cut off at the end are missing before the head.
/// </summary>
public interface IAuditChain
{
    /// <summary>Walks the whole chain. <paramref name="known"/>: a head that was written down elsewhere at an earlier time and has to be part of it.</summary>
    Task<AuditVerification> VerifyAsync(AuditAnchor? known, CancellationToken cancel);
}

/// <summary>A place of the chain, to be kept outside the hub: whoever rewrites the database cannot rewrite it.</summary>
/// <param name="Number">Number of the entry in the chain, 1 for the first.</param>
/// <param name="Hash">Its hash in lower-case hexadecimal.</param>
public sealed record AuditAnchor(long Number, string Hash);

/// <summary>What a walk along the chain found.</summary>
/// <param name="Intact">True when nothing is wrong.</param>
/// <param name="Entries">Entries walked.</param>
/// <param name="Head">The end of the chain; null while it is empty.</param>
/// <param name="Faults">What is wrong, the first of it, one English sentence each; at most 20.</param>
public sealed record AuditVerification(bool Intact, long Entries, AuditAnchor? Head, IReadOnlyList<string> Faults);
