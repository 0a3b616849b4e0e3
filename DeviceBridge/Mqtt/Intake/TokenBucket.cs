namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// A rate limit that can go into debt: what is taken is taken at once, and the debt says how long to withhold the acknowledgement.
/// Safe for concurrent use.
/// </summary>
internal sealed class TokenBucket(double perSecond, double burst, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly double _burst = burst;
    private double _tokens = burst;
    private long _asOf = time.GetTimestamp();

    /// <summary>Takes tokens; returns how long until the debt is paid, zero when there is none.</summary>
    public TimeSpan Take(double tokens)
    {
        lock (_lock)
        {
            Refill_NeedsLock();
            _tokens -= tokens;
            return _tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-_tokens / perSecond);
        }
    }

    /// <summary>Takes tokens unless that would make a debt longer than <paramref name="longest"/>.</summary>
    public bool TryTake(double tokens, TimeSpan longest, out TimeSpan debt)
    {
        lock (_lock)
        {
            Refill_NeedsLock();
            var left = _tokens - tokens;
            debt = left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / perSecond);
            // A message that is larger than the whole allowance passes when nothing is owed, or it could never pass.
            if (debt > longest && _tokens < 0) return false;
            _tokens = Math.Max(left, -perSecond * longest.TotalSeconds);
            return true;
        }
    }

    /// <summary>Takes tokens unless that would make a debt longer than <paramref name="longest"/>, also when nothing is owed yet.</summary>
    public bool TryTakeWithin(double tokens, TimeSpan longest, out TimeSpan debt)
    {
        lock (_lock)
        {
            Refill_NeedsLock();
            var left = _tokens - tokens;
            debt = left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / perSecond);
            if (debt > longest) return false;
            _tokens = left;
            return true;
        }
    }

    private void Refill_NeedsLock()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(_burst, _tokens + time.GetElapsedTime(_asOf, now).TotalSeconds * perSecond);
        _asOf = now;
    }
}
