namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// Who is analysed next. Two lines, each first come first served: cameras that follow somebody now, and the rest. The first line has the
/// right of way, but never more than <c>rightOfWay</c> times in a row while somebody waits in the second, so a calm camera waits for at
/// most (rightOfWay + 1) turns for each calm camera ahead of it and itself. The caller keeps a camera from standing in it twice, so it is
/// as long as there are cameras. Safe for any number of threads.
/// </summary>
internal sealed class AnalysisQueue<T>(int rightOfWay) : IDisposable
{
    private readonly Queue<T> _live = new();
    private readonly Queue<T> _calm = new();
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _waiting = new(0);
    private int _liveInARow;
    private bool _closed;

    /// <summary>Puts somebody at the end of a line. Never blocks; false after <see cref="Close"/>.</summary>
    public bool Add(T item, bool live)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            (live ? _live : _calm).Enqueue(item);
        }
        _waiting.Release();
        return true;
    }

    /// <summary>Waits for the next one; false when the queue was closed. What still stands in it then is not served.</summary>
    public bool Take(out T item)
    {
        _waiting.Wait();
        lock (_lock)
        {
            if (!_closed)
            {
                item = Next_NeedsLock();
                return true;
            }
        }
        _waiting.Release(); // for the next thread that waits
        item = default!;
        return false;
    }

    /// <summary>Lets every waiting thread go.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
        _waiting.Release();
    }

    public void Dispose() => _waiting.Dispose();

    private T Next_NeedsLock()
    {
        var live = _live.Count > 0 && (_calm.Count == 0 || _liveInARow < rightOfWay);
        _liveInARow = live && _calm.Count > 0 ? _liveInARow + 1 : 0;
        return live ? _live.Dequeue() : _calm.Dequeue();
    }
}
