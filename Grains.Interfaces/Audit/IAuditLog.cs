namespace SafetyHub.Audit;

/// <summary>The record of outward and privacy-touching acts. An act that must be audited fails when it cannot be.</summary>
public interface IAuditLog
{
    /// <summary>Writes an entry; durable when the task completes.</summary>
    Task WriteAsync(AuditEntry entry, CancellationToken cancel);

    /// <summary>Newest first, older than <paramref name="before"/> when given, at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel);
}

/// <summary>One act.</summary>
/// <param name="Sequence">Assigned by the log; 0 when written.</param>
/// <param name="At">UTC.</param>
/// <param name="Actor">Who: <c>user:{name}</c>, <c>token:{name}</c>, <c>device:{id}</c> or <c>hub</c>.</param>
/// <param name="Action">What, for example <c>incident.acknowledge</c>, <c>evidence.view</c>, <c>sign-in.failed</c>.</param>
/// <param name="Target">To what, for example <c>incident/inc_…</c>.</param>
/// <param name="Detail">More, without personal data or secrets; at most 500 characters, or null.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Actor, string Action, string Target, string? Detail);
