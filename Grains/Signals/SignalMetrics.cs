using System.Diagnostics.Metrics;

namespace SafetyHub.Grains.Signals;

/// <summary>Measurements of the way from a signal to an incident.</summary>
internal static class SignalMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Signals");

    /// <summary>Signals that were taken a second time after a failure.</summary>
    public static Counter<long> Retried { get; } = Meter.CreateCounter<long>("safetyhub.signals.retried");
}
