namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// Event ids that were handed over, so that an object's updates cost neither a call nor a still. 4,096 are remembered; the oldest goes, and its next
/// update is a duplicate to the hub, which changes nothing. Safe for concurrent use.
/// </summary>
internal sealed class ReportedEvents
{
    private const int Most = 4_096;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    public bool Knows(string id)
    {
        lock (_lock) return _known.Contains(id);
    }

    public void Add(string id)
    {
        lock (_lock)
        {
            if (!_known.Add(id)) return;
            _order.Enqueue(id);
            if (_order.Count > Most) _known.Remove(_order.Dequeue());
        }
    }
}
