using System.Diagnostics.Metrics;

namespace SafetyHub.Silo.Storage;

/// <summary>What storage measures of itself. Tags are fixed words, never ids.</summary>
internal static class StorageMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SafetyHub.Storage";

    private static readonly Meter Meter = new(MeterName);

    public static readonly Counter<long> Appends = Meter.CreateCounter<long>("safetyhub.storage.appends", "{append}", "Appends to the incident log by outcome");

    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("safetyhub.storage.append_batch", "{append}", "Appends committed together");

    public static readonly Histogram<double> AppendTime = Meter.CreateHistogram<double>("safetyhub.storage.append_duration", "s", "Time from queueing an append to its commit");

    public static readonly Counter<long> LoopFailures = Meter.CreateCounter<long>("safetyhub.storage.loop_failures", "{failure}", "Failed rounds of background work, by loop");

    public static readonly Counter<long> Refused = Meter.CreateCounter<long>("safetyhub.storage.refused", "{item}", "Items a full queue did not take, by queue");

    public static readonly Counter<long> TelemetryReadings = Meter.CreateCounter<long>("safetyhub.storage.telemetry_readings", "{reading}", "Telemetry readings written to history");
}
