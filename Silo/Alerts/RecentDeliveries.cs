namespace SafetyHub.Silo.Alerts;

/// <summary>
/// Which receiver of one alert has taken it, so that a retry for the others spares it. At most 10,000 are remembered, the oldest are forgotten first;
/// a receiver that then gets one twice knows it by its idempotency key.
/// </summary>
internal sealed class RecentDeliveries
{
    private const int Most = 10_000;
    private readonly Lock _lock = new();
    private readonly HashSet<(string Alert, string Receiver)> _known = [];
    private readonly Queue<(string Alert, string Receiver)> _order = new();

    public void Add(string alert, string receiver)
    {
        lock (_lock)
        {
            if (!_known.Add((alert, receiver))) return;
            _order.Enqueue((alert, receiver));
            if (_order.Count > Most) _known.Remove(_order.Dequeue());
        }
    }

    public bool Contains(string alert, string receiver)
    {
        lock (_lock) return _known.Contains((alert, receiver));
    }
}
