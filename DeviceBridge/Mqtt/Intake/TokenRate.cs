namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>How fast a bucket refills and how much it holds; one for all buckets of a kind, since there are several buckets for each device.</summary>
internal sealed class TokenRate(double perSecond, double burst, TimeProvider time)
{
    private readonly double _ticksPerToken = time.TimestampFrequency / perSecond;

    public TimeProvider Time => time;

    /// <summary>What a full bucket is worth, in ticks of the monotonic clock.</summary>
    public long Full { get; } = (long)Math.Ceiling(burst / perSecond * time.TimestampFrequency);

    /// <summary>What so many tokens cost. Rounded down, so that the tokens of a full bucket never cost more than it is worth.</summary>
    public long Cost(double tokens) => (long)(tokens * _ticksPerToken);

    /// <summary>A time of the clock in its ticks.</summary>
    public long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
