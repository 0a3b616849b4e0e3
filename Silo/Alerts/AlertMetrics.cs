using System.Diagnostics.Metrics;

namespace SafetyHub.Silo.Alerts;

/// <summary>What the alert channels count.</summary>
internal static class AlertMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Alerts");

    /// <summary>Attempts by channel and outcome.</summary>
    public static readonly Counter<long> Attempts = Meter.CreateCounter<long>("safetyhub.alerts.attempts", description: "Attempts to send an alert");

    /// <summary>Time from an order to its end, by channel and outcome.</summary>
    public static readonly Histogram<double> Settled = Meter.CreateHistogram<double>("safetyhub.alerts.settled", "s", "Time from an alert's order to its end");

    /// <summary>Pushes by verdict of the push service.</summary>
    public static readonly Counter<long> Pushes = Meter.CreateCounter<long>("safetyhub.alerts.pushes", description: "Messages handed to push services");

    /// <summary>Rounds of the dispatcher that failed, by channel.</summary>
    public static readonly Counter<long> Failures = Meter.CreateCounter<long>("safetyhub.alerts.failures", description: "Rounds of the dispatcher that failed");
}
