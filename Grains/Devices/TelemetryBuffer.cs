using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// Collects a device's readings into chunks for the history: a chunk is handed over when it is a minute old, over 8 KiB, or the grain
/// goes. When the history's queue is full up to 4 closed chunks wait here; beyond, the oldest is dropped and its readings are counted.
/// </summary>
internal sealed class TelemetryBuffer(DeviceId device, IDeviceLedger ledger, DeviceOptions options, TimeProvider time) : IDisposable
{
    private const int FirstSize = 256;

    private readonly PooledBuffer _open = new(FirstSize);
    private Queue<TelemetryChunk>? _waiting;
    private DateTimeOffset _from;
    private DateTimeOffset _to;
    private int _count;
    private long _openedAt;

    /// <summary>Time until something is due for the history; null when nothing is held.</summary>
    public TimeSpan? Due
    {
        get
        {
            if (_waiting is { Count: > 0 }) return TimeSpan.FromSeconds(1);
            return _count == 0 ? null : options.ChunkAge - time.GetElapsedTime(_openedAt);
        }
    }

    public void Add(TelemetryReading reading)
    {
        if (_count == 0) Open(reading);
        else _open.Write((byte)',');
        ReadingFormat.Append(_open, reading);
        _count++;
        if (reading.At < _from) _from = reading.At;
        if (reading.At > _to) _to = reading.At;
        if (_open.Length >= options.ChunkBytes) Close();
    }

    /// <summary>Hands over what is due.</summary>
    public void FlushDue()
    {
        if (_count > 0 && time.GetElapsedTime(_openedAt) >= options.ChunkAge) Close();
        else HandOver();
    }

    /// <summary>Hands over everything, for the grain goes; what the history cannot take now is lost and counted.</summary>
    public void FlushAll()
    {
        if (_count > 0) Close();
        HandOver();
        foreach (var chunk in _waiting ?? []) DeviceMetrics.ReadingsDropped.Add(chunk.Count);
        _waiting = null;
    }

    /// <summary>What is held here, oldest first.</summary>
    public IReadOnlyList<TelemetryReading> Tail()
    {
        var readings = new List<TelemetryReading>();
        foreach (var chunk in _waiting ?? []) readings.AddRange(ReadingFormat.Read(chunk.Payload));
        if (_count > 0) readings.AddRange(ReadingFormat.Read(Payload()));
        return readings;
    }

    public void Dispose() => _open.Dispose();

    private void Open(TelemetryReading reading)
    {
        _open.Write((byte)'[');
        _from = _to = reading.At;
        _openedAt = time.GetTimestamp();
    }

    private void Close()
    {
        var waiting = _waiting ??= new Queue<TelemetryChunk>(1);
        waiting.Enqueue(new TelemetryChunk(device, _from, _to, _count, Payload()));
        _open.Dispose();
        _count = 0;
        HandOver();
        while (waiting.Count > options.WaitingChunks) DeviceMetrics.ReadingsDropped.Add(waiting.Dequeue().Count);
    }

    private void HandOver()
    {
        if (_waiting is null) return;
        while (_waiting.TryPeek(out var oldest) && ledger.TryAppendTelemetry(oldest)) _waiting.Dequeue();
        if (_waiting.Count == 0) _waiting = null;
    }

    private byte[] Payload()
    {
        var payload = new byte[_open.Length + 1];
        _open.Written.CopyTo(payload);
        payload[^1] = (byte)']';
        return payload;
    }
}
