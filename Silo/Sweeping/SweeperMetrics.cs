using System.Diagnostics.Metrics;

namespace SafetyHub.Silo.Sweeping;

/// <summary>What the sweeper counts.</summary>
internal static class SweeperMetrics
{
    private static readonly Meter Meter = new("SafetyHub.Sweeping");

    /// <summary>Deadline checks that were carried out.</summary>
    public static readonly Counter<long> Calls = Meter.CreateCounter<long>("safetyhub.sweeper.calls", description: "Deadline checks carried out");

    /// <summary>Sweeps or deadline checks that failed.</summary>
    public static readonly Counter<long> Failures = Meter.CreateCounter<long>("safetyhub.sweeper.failures", description: "Sweeps or deadline checks that failed");

    /// <summary>Deadline checks left to the next tick because all places were taken.</summary>
    public static readonly Counter<long> Postponed = Meter.CreateCounter<long>("safetyhub.sweeper.postponed", description: "Deadline checks left to the next tick");
}
