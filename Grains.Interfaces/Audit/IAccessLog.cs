namespace SafetyHub.Audit;

/// <summary>Asks the audit about one person's record or one thing: who read it, who changed it.</summary>
public interface IAccessLog
{
    /// <summary>Newest first, older than <paramref name="before"/> when given, at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<AuditEntry>> OfTargetAsync(string target, long? before, int limit, CancellationToken cancel);

    /// <summary>Writes entries together: an export reads many records at once, and each of them is to say so. All or none; durable when the task completes.</summary>
    Task WriteAllAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel);
}
