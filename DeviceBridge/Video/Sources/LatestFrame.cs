namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>Room for one waiting frame: a newer one throws the waiting one out. Safe for one writer and many readers.</summary>
internal sealed class LatestFrame
{
    private readonly Lock _lock = new();
    private VideoFrame? _latest;
    private bool _waiting;

    /// <summary>Takes over the caller's hold. True when a frame that nobody had taken was thrown out.</summary>
    public bool Put(VideoFrame frame)
    {
        lock (_lock)
        {
            var dropped = _waiting;
            _latest?.Release();
            _latest = frame;
            _waiting = true;
            return dropped;
        }
    }

    /// <summary>The waiting frame, once; the caller must release it.</summary>
    public VideoFrame? Take()
    {
        lock (_lock)
        {
            if (!_waiting)
                return null;
            _waiting = false;
            _latest!.Retain();
            return _latest;
        }
    }

    /// <summary>The newest frame whether taken or not; the caller must release it.</summary>
    public VideoFrame? Peek()
    {
        lock (_lock)
        {
            _latest?.Retain();
            return _latest;
        }
    }

    public bool HasWaiting
    {
        get { lock (_lock) return _waiting; }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _latest?.Release();
            _latest = null;
            _waiting = false;
        }
    }
}
