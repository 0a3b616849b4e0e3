namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// What waits for one client and what it has not acknowledged. Both are bounded: MQTT's queues are where brokers leak, and the hub can send again
/// whatever matters (commands from the ledger, a receipt when the same event comes again). Safe for concurrent use.
/// </summary>
internal sealed class Outbox(int window, int waitingLimit, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Queue<DownPublish> _waiting = new();
    private readonly Dictionary<ushort, (DownPublish Message, long SentAt)> _unacknowledged = [];
    private readonly LinkedList<ushort> _order = [];
    private ushort _lastId;
    private readonly int _widest = window;
    private int _window = window;

    /// <summary>Heeds the client's own receive maximum when it is smaller; 0 = it named none.</summary>
    public void Limit(int receiveMaximum)
    {
        lock (_lock) _window = receiveMaximum > 0 ? Math.Min(_widest, receiveMaximum) : _widest;
    }

    /// <summary>Puts a message in line; false when the line is full.</summary>
    public bool TryAdd(DownPublish message)
    {
        lock (_lock)
        {
            if (_waiting.Count >= waitingLimit) return false;
            _waiting.Enqueue(message);
            return true;
        }
    }

    /// <summary>Puts a message in line for a client that is not connected; the oldest goes when the line is full. True when one went.</summary>
    public bool AddDroppingOldest(DownPublish message)
    {
        lock (_lock)
        {
            var dropped = _waiting.Count >= waitingLimit && _waiting.TryDequeue(out _);
            _waiting.Enqueue(message);
            return dropped;
        }
    }

    /// <summary>The next message that may be sent now.</summary>
    public bool TryNext(out DownPublish message, out ushort packetId)
    {
        lock (_lock)
        {
            packetId = 0;
            if (!_waiting.TryPeek(out message!) || (message.Qos > 0 && _unacknowledged.Count >= _window)) return false;
            _waiting.Dequeue();
            if (message.Qos == 0) return true;
            packetId = NextId_NeedsLock();
            _unacknowledged[packetId] = (message, time.GetTimestamp());
            _order.AddLast(packetId);
            return true;
        }
    }

    /// <summary>The client acknowledged; false when nothing of that id is under way.</summary>
    public bool Acknowledge(ushort packetId)
    {
        lock (_lock) return _unacknowledged.Remove(packetId) && _order.Remove(packetId);
    }

    /// <summary>How long the oldest message has waited for its acknowledgement.</summary>
    public TimeSpan OldestUnacknowledged
    {
        get
        {
            lock (_lock) return _order.First is { } first ? time.GetElapsedTime(_unacknowledged[first.Value].SentAt) : TimeSpan.Zero;
        }
    }

    /// <summary>The connection is gone: keeps what <paramref name="keep"/> says, the unacknowledged in front.</summary>
    public void Rewind(Func<DownPublish, bool> keep)
    {
        lock (_lock)
        {
            var again = _order.Select(id => _unacknowledged[id].Message).Concat(_waiting).Where(keep).TakeLast(waitingLimit).ToList();
            _unacknowledged.Clear();
            _order.Clear();
            _waiting.Clear();
            again.ForEach(_waiting.Enqueue);
        }
    }

    private ushort NextId_NeedsLock()
    {
        // The window is far smaller than 65,535, so a free id is always near.
        do _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        while (_unacknowledged.ContainsKey(_lastId));
        return _lastId;
    }
}
