using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The alerts that the incident log has queued. An alert is taken with a lease: while it runs, no other process takes it; when its process dies the
/// lease ends and another takes it again. So an alert is sent at least once, and its id tells the receiver which ones are the same.
/// </summary>
public interface IAlertOutbox
{
    /// <summary>Takes pending alerts that are due, oldest first, at most <paramref name="limit"/> (1 to 200), and holds them for <paramref name="lease"/>.</summary>
    Task<IReadOnlyList<LeasedAlert>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel);

    /// <summary>Ends an alert as delivered or failed for good; false when the lease was lost to another process meanwhile.</summary>
    Task<bool> SettleAsync(LeasedAlert alert, bool delivered, string? detail, DateTimeOffset at, CancellationToken cancel);

    /// <summary>Gives an alert back to be tried again at <paramref name="dueAt"/>; false when the lease was lost.</summary>
    Task<bool> RetryAsync(LeasedAlert alert, string detail, DateTimeOffset dueAt, CancellationToken cancel);

    /// <summary>The newest alerts of an incident or of all, newest first, at most <paramref name="limit"/> (1 to 200).</summary>
    Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel);

    /// <summary>Pending alerts and the time of the oldest, for health and metrics.</summary>
    Task<AlertBacklog> BacklogAsync(CancellationToken cancel);
}

/// <summary>An alert that this process may send now.</summary>
/// <param name="Order">What to send.</param>
/// <param name="Attempt">1 for the first try.</param>
/// <param name="Lease">Proof that it was taken here.</param>
public sealed record LeasedAlert(AlertOrder Order, int Attempt, string Lease);

/// <summary>What waits in the outbox.</summary>
/// <param name="Pending">How many.</param>
/// <param name="OldestOrderedAt">When the oldest was ordered, UTC, or null when none waits.</param>
public readonly record struct AlertBacklog(int Pending, DateTimeOffset? OldestOrderedAt);
