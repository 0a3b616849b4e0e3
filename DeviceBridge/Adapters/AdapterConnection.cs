namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Whether an adapter's connection stands, and since when. Safe for concurrent use.</summary>
internal sealed class AdapterConnection(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Func<bool>? _asked;
    private Func<string?>? _trouble;
    private int _open;
    private bool _last;

    /// <summary>Since when it stands, or does not, UTC; as exact as somebody asks.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    public bool Stands
    {
        get
        {
            lock (_lock)
            {
                var now = _asked?.Invoke() ?? _open > 0;
                if (now != _last) (_last, Since) = (now, time.GetUtcNow());
                return now;
            }
        }
    }

    /// <summary>What is wrong, or null.</summary>
    public string? Trouble => Stands ? null : _trouble?.Invoke() ?? (_asked is null ? "the system has not signed in" : "the broker cannot be reached");

    /// <summary>The connection is one of ours, which knows itself how it stands.</summary>
    public void Ask(Func<bool> stands, Func<string?> trouble) => (_asked, _trouble) = (stands, trouble);

    /// <summary>The system opened a connection; false when it has as many as it may.</summary>
    public bool TryOpen(int most)
    {
        lock (_lock)
        {
            if (_open >= most) return false;
            _open++;
            return true;
        }
    }

    /// <summary>The system's connection ended.</summary>
    public void Close()
    {
        lock (_lock) _open--;
    }
}
