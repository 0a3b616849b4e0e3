using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;

namespace SafetyHub.Silo.Alerts;

/// <summary>
/// The alerts that the incident log queued, as the dispatcher works them off. Several silos share it: a lease keeps an alert with one of them,
/// and a lease that lapsed (its silo died) gives the alert to the next. So an alert goes out at least once; its id is the idempotency key.
/// </summary>
public interface IAlertOutbox
{
    /// <summary>
    /// Leases pending alerts of one channel whose next attempt is due, oldest order first; counts the attempt. Orders past their expiry are
    /// leased too: the caller gives them up, so that no alert ends without a word.
    /// </summary>
    Task<IReadOnlyList<LeasedAlert>> LeaseAsync(AlertLease lease, CancellationToken cancel);

    /// <summary>Ends an alert as delivered or failed; false when this owner no longer holds the lease and nothing was written.</summary>
    Task<bool> SettleAsync(string alertId, string owner, AlertResult result, CancellationToken cancel);

    /// <summary>Gives an alert back for another attempt; false when this owner no longer holds the lease and nothing was written.</summary>
    Task<bool> RetryAsync(string alertId, string owner, DateTimeOffset nextAttemptAt, string detail, CancellationToken cancel);

    /// <summary>Settled alerts that are not yet written into their incident, oldest first, at most <paramref name="limit"/> (1 to 500).</summary>
    Task<IReadOnlyList<SettledAlert>> UnrecordedAsync(int limit, CancellationToken cancel);

    /// <summary>Marks a settled alert as written into its incident.</summary>
    Task MarkRecordedAsync(string alertId, CancellationToken cancel);

    /// <summary>The newest alerts of an incident or of all, newest first, at most <paramref name="limit"/> (1 to 200).</summary>
    Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel);

    /// <summary>How far behind the outbox is.</summary>
    Task<OutboxBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancel);
}

/// <summary>A request for due alerts.</summary>
/// <param name="Channel">Only of this channel: a dead channel never holds back another.</param>
/// <param name="Owner">Who asks; unique per process.</param>
/// <param name="Now">UTC.</param>
/// <param name="Until">End of the lease, UTC.</param>
/// <param name="Limit">1 to 500.</param>
public sealed record AlertLease(AlertChannel Channel, string Owner, DateTimeOffset Now, DateTimeOffset Until, int Limit);

/// <summary>An alert that this process holds for now.</summary>
/// <param name="Order">What to send.</param>
/// <param name="Attempts">Attempts so far, this one included.</param>
public sealed record LeasedAlert(AlertOrder Order, int Attempts);

/// <summary>How an alert ended.</summary>
/// <param name="Delivered">True when the channel took it, false when it was given up.</param>
/// <param name="Detail">Short English reason, or null.</param>
/// <param name="At">UTC.</param>
public sealed record AlertResult(bool Delivered, string? Detail, DateTimeOffset At);

/// <summary>An ended alert that its incident does not know of yet.</summary>
/// <param name="Order">What was sent.</param>
/// <param name="Result">How it ended.</param>
public sealed record SettledAlert(AlertOrder Order, AlertResult Result);

/// <summary>How far behind the outbox is.</summary>
/// <param name="Pending">Alerts that have not ended.</param>
/// <param name="Unrecorded">Ended alerts that their incident does not know of yet.</param>
/// <param name="OldestDueAt">Since when the most overdue attempt waits, UTC, or null when none is due.</param>
public sealed record OutboxBacklog(int Pending, int Unrecorded, DateTimeOffset? OldestDueAt);
