using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Silo.Alerts;

namespace SafetyHub.Silo.Tests.Support;

/// <summary>An outbox in memory that keeps the contract of <see cref="IAlertOutbox"/>, to test the dispatcher by itself.</summary>
internal sealed class MemoryOutbox : IAlertOutbox
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Row> _rows = [];

    public IReadOnlyList<Row> Rows
    {
        get { lock (_lock) return [.. _rows.Values]; }
    }

    public Row this[string id]
    {
        get { lock (_lock) return _rows[id]; }
    }

    public void Add(AlertOrder order)
    {
        lock (_lock) _rows[order.Id] = new Row(order) { DueAt = order.OrderedAt };
    }

    public Task<IReadOnlyList<LeasedAlert>> LeaseAsync(AlertLease lease, CancellationToken cancel)
    {
        lock (_lock)
        {
            var due = _rows.Values.Where(r => r.Order.Channel == lease.Channel && r.Result is null && r.DueAt <= lease.Now)
                .OrderBy(r => r.Order.OrderedAt).Take(lease.Limit).ToArray();
            foreach (var row in due) (row.Owner, row.DueAt, row.Attempts) = (lease.Owner, lease.Until, row.Attempts + 1);
            return Task.FromResult<IReadOnlyList<LeasedAlert>>([.. due.Select(r => new LeasedAlert(r.Order, r.Attempts))]);
        }
    }

    public Task<bool> SettleAsync(string alertId, string owner, AlertResult result, CancellationToken cancel) => Change(alertId, owner, row => row.Result = result);

    public Task<bool> RetryAsync(string alertId, string owner, DateTimeOffset nextAttemptAt, string detail, CancellationToken cancel) =>
        Change(alertId, owner, row => (row.Owner, row.DueAt, row.Detail) = (null, nextAttemptAt, detail));

    public Task<IReadOnlyList<SettledAlert>> UnrecordedAsync(int limit, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult<IReadOnlyList<SettledAlert>>([.. _rows.Values.Where(r => r is { Result: not null, Recorded: false }).Take(limit).Select(r => new SettledAlert(r.Order, r.Result!))]);
    }

    public Task MarkRecordedAsync(string alertId, CancellationToken cancel)
    {
        lock (_lock) _rows[alertId].Recorded = true;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<OutboxBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancel)
    {
        lock (_lock)
        {
            var pending = _rows.Values.Where(r => r.Result is null).ToArray();
            return Task.FromResult(new OutboxBacklog(pending.Length, 0, pending.Where(r => r.DueAt <= now).Select(r => (DateTimeOffset?)r.DueAt).Min()));
        }
    }

    private Task<bool> Change(string id, string owner, Action<Row> change)
    {
        lock (_lock)
        {
            if (_rows[id].Owner != owner || _rows[id].Result is not null) return Task.FromResult(false);
            change(_rows[id]);
            return Task.FromResult(true);
        }
    }

    internal sealed class Row(AlertOrder order)
    {
        public AlertOrder Order { get; } = order;
        public DateTimeOffset DueAt { get; set; }
        public int Attempts { get; set; }
        public string? Owner { get; set; }
        public string? Detail { get; set; }
        public AlertResult? Result { get; set; }
        public bool Recorded { get; set; }
    }
}
