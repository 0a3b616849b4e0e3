using System.Diagnostics.Metrics;

namespace SafetyHub.Dashboard.Live;

/// <summary>Figures of the feed, under the meter <c>SafetyHub.Dashboard</c>.</summary>
internal sealed class FeedMetrics
{
    public const string MeterName = "SafetyHub.Dashboard";

    private static readonly Meter Meter = new(MeterName);

    public Counter<long> Failures { get; } = Meter.CreateCounter<long>("safetyhub.dashboard.feed.failures", description: "Rounds of the feed that failed, by part");

    public Counter<long> CaughtUp { get; } = Meter.CreateCounter<long>("safetyhub.dashboard.feed.caught_up", description: "Changes that arrived by catch-up and not by push");

    public Counter<long> LeftOut { get; } = Meter.CreateCounter<long>("safetyhub.dashboard.feed.left_out", description: "Incidents left out because the screens' list was full");
}
