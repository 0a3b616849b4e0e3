namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// A rate limit that can go into debt: what is taken is taken at once, and the debt says how long to withhold the acknowledgement.
/// Safe for concurrent use. It holds one number, the moment at which everything taken is paid for, so that a device's limits cost little.
/// </summary>
internal sealed class TokenBucket(TokenRate rate)
{
    private long _paidAt = rate.Time.GetTimestamp() - rate.Full;

    public TokenBucket(double perSecond, double burst, TimeProvider time)
        : this(new TokenRate(perSecond, burst, time))
    {
    }

    /// <summary>Takes tokens; returns how long until the debt is paid, zero when there is none.</summary>
    public TimeSpan Take(double tokens)
    {
        while (true)
        {
            var (seen, from, now) = Look();
            var paidAt = from + rate.Cost(tokens);
            if (TrySet(seen, paidAt)) return Debt(now, paidAt);
        }
    }

    /// <summary>Takes tokens unless that would make a debt longer than <paramref name="longest"/>.</summary>
    public bool TryTake(double tokens, TimeSpan longest, out TimeSpan debt)
    {
        while (true)
        {
            var (seen, from, now) = Look();
            var paidAt = from + rate.Cost(tokens);
            debt = Debt(now, paidAt);
            // A message that is larger than the whole allowance passes when nothing is owed, or it could never pass.
            if (debt > longest && from > now) return false;
            if (TrySet(seen, Math.Min(paidAt, now + rate.Ticks(longest)))) return true;
        }
    }

    /// <summary>Takes tokens unless that would make a debt longer than <paramref name="longest"/>, also when nothing is owed yet.</summary>
    public bool TryTakeWithin(double tokens, TimeSpan longest, out TimeSpan debt)
    {
        while (true)
        {
            var (seen, from, now) = Look();
            var paidAt = from + rate.Cost(tokens);
            debt = Debt(now, paidAt);
            if (debt > longest) return false;
            if (TrySet(seen, paidAt)) return true;
        }
    }

    /// <summary>What is stored, the moment from which new tokens are to be paid (a bucket gets no fuller than full), and now.</summary>
    private (long Seen, long From, long Now) Look()
    {
        var (seen, now) = (Volatile.Read(ref _paidAt), rate.Time.GetTimestamp());
        return (seen, Math.Max(seen, now - rate.Full), now);
    }

    private bool TrySet(long seen, long paidAt) => Interlocked.CompareExchange(ref _paidAt, paidAt, seen) == seen;

    private TimeSpan Debt(long now, long paidAt) => paidAt <= now ? TimeSpan.Zero : rate.Time.GetElapsedTime(now, paidAt);
}
