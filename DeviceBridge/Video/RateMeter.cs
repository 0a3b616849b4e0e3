namespace SafetyHub.DeviceBridge.Video;

/// <summary>Happenings per second over the last 5 to 10 seconds, from two half windows. Safe for several threads.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private long _started = time.GetTimestamp();
    private int _now;
    private int _before;
    private bool _hasBefore;

    public void Mark()
    {
        lock (_lock)
        {
            Turn();
            _now++;
        }
    }

    public double PerSecond()
    {
        lock (_lock)
        {
            var elapsed = Turn();
            var window = elapsed + (_hasBefore ? Half : TimeSpan.Zero);
            return window < TimeSpan.FromSeconds(1) ? 0 : Math.Round((_now + _before) / window.TotalSeconds, 2);
        }
    }

    private TimeSpan Turn()
    {
        var elapsed = time.GetElapsedTime(_started);
        if (elapsed < Half)
            return elapsed;
        _before = elapsed < 2 * Half ? _now : 0;
        _hasBefore = true;
        _now = 0;
        _started = time.GetTimestamp();
        return TimeSpan.Zero;
    }
}
