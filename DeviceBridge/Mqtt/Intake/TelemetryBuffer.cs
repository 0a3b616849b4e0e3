using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>Readings of one device that wait for the next hand-over. Safe for concurrent use; the lock is the device's own.</summary>
internal sealed class TelemetryBuffer(DeviceLink device)
{
    private readonly Lock _lock = new();
    private List<TelemetryReading> _readings = [];
    private DateTimeOffset _receivedAt;
    private int _shed;
    private bool _chattering;

    public DeviceLink Device => device;

    /// <summary>True while the buffer stands in the coalescer's queue.</summary>
    public bool Queued { get; private set; }

    /// <summary>Monotonic time of the first reading since the last hand-over.</summary>
    public long Since { get; private set; }

    public bool IsEmpty
    {
        get { lock (_lock) return _readings.Count == 0 && _shed == 0 && !_chattering; }
    }

    public int Count
    {
        get { lock (_lock) return _readings.Count; }
    }

    /// <summary>Adds readings; tells how many wait now and whether the buffer must be queued by the caller.</summary>
    public (int Waiting, bool MustQueue) Add(TelemetryReading[] readings, DateTimeOffset receivedAt, long timestamp, bool chattering)
    {
        lock (_lock)
        {
            _receivedAt = receivedAt;
            _chattering |= chattering;
            _readings.AddRange(readings);
            return (_readings.Count, Enqueue_NeedsLock(timestamp));
        }
    }

    /// <summary>Notes readings that were dropped before they got here.</summary>
    public bool NoteShed(int readings, DateTimeOffset receivedAt, long timestamp)
    {
        lock (_lock)
        {
            _receivedAt = receivedAt;
            _shed += readings;
            _chattering = true;
            return Enqueue_NeedsLock(timestamp);
        }
    }

    /// <summary>Drops the oldest half; returns how many went.</summary>
    public int DropOldest()
    {
        lock (_lock)
        {
            var dropped = (_readings.Count + 1) / 2;
            _readings.RemoveRange(0, dropped);
            _shed += dropped;
            return dropped;
        }
    }

    /// <summary>
    /// Takes at most <paramref name="most"/> readings out; null when there is nothing to tell. <paramref name="leavesQueue"/>: the buffer was taken off the
    /// coalescer's queue for this; it counts as queued for as long as there is <paramref name="more"/>.
    /// </summary>
    public TelemetryBatch? Take(int most, bool leavesQueue, out bool more)
    {
        lock (_lock)
        {
            var taken = TakeReadings_NeedsLock(most);
            more = _readings.Count > 0;
            if (leavesQueue) Queued = more;
            // A drop or a rate that was passed is told even when no reading is left to go with it.
            if (taken.Length == 0 && _shed == 0 && !_chattering) return null;
            var batch = new TelemetryBatch(taken, _receivedAt, _shed, _chattering);
            (_shed, _chattering) = (0, false);
            return batch;
        }
    }

    /// <summary>Puts a batch back in front that the grain could not take, as far as it fits; returns how many readings fit.</summary>
    public (int Kept, bool MustQueue) PutBack(TelemetryBatch batch, int room, long timestamp)
    {
        lock (_lock)
        {
            var kept = Math.Min(room, batch.Readings.Length);
            _readings.InsertRange(0, batch.Readings[^kept..]);
            _shed += batch.Shed + batch.Readings.Length - kept;
            _chattering |= batch.Chattering;
            return (kept, _readings.Count > 0 && Enqueue_NeedsLock(timestamp));
        }
    }

    private bool Enqueue_NeedsLock(long timestamp)
    {
        if (Queued) return false;
        Since = timestamp;
        return Queued = true;
    }

    private TelemetryReading[] TakeReadings_NeedsLock(int most)
    {
        if (_readings.Count <= most)
        {
            TelemetryReading[] all = [.. _readings];
            // A backfill must not leave its large array behind for the rest of the device's life.
            if (_readings.Capacity > 128) _readings = [];
            else _readings.Clear();
            return all;
        }
        var taken = _readings.GetRange(0, most).ToArray();
        _readings.RemoveRange(0, most);
        return taken;
    }
}
