using SafetyHub.Signals;

namespace SafetyHub.Grains.Signals;

/// <summary>A device clock that is off by more than 2 minutes is corrected to the time of arrival and flagged; both times are kept.</summary>
internal static class ClockRule
{
    public static TimeSpan Tolerance { get; } = TimeSpan.FromMinutes(2);

    /// <summary>When it happened, as far as the hub can tell, and what was odd about the time.</summary>
    public static (DateTimeOffset At, SignalFlags Flags) Apply(DateTimeOffset reportedAt, DateTimeOffset receivedAt)
    {
        var skew = reportedAt - receivedAt;
        if (skew.Duration() <= Tolerance) return (reportedAt, SignalFlags.None);
        var flags = skew < TimeSpan.Zero ? SignalFlags.ClockCorrected | SignalFlags.Late : SignalFlags.ClockCorrected;
        return (receivedAt, flags);
    }
}
