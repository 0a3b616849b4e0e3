using System.Diagnostics.Metrics;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>The meter <c>SafetyHub.Adapters</c>. Safe for concurrent use.</summary>
internal sealed class AdapterMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "SafetyHub.Adapters";

    private readonly Counter<long> _messages;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _faults;
    private readonly Histogram<double> _snapshotTime;

    public AdapterMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _messages = meter.CreateCounter<long>("safetyhub.adapters.messages", "{message}", "Messages of foreign systems, by adapter and what became of them");
        _snapshots = meter.CreateCounter<long>("safetyhub.adapters.snapshots", "{still}", "Stills fetched from foreign systems, by adapter and outcome");
        _faults = meter.CreateCounter<long>("safetyhub.adapters.faults", "{fault}", "Failures inside the adapters, by place");
        _snapshotTime = meter.CreateHistogram<double>("safetyhub.adapters.snapshot.time", "s", "Time to fetch a still");
    }

    public void Message(string adapter, string outcome) => _messages.Add(1, new("adapter", adapter), new("outcome", outcome));

    public void Snapshot(string adapter, string outcome, TimeSpan time)
    {
        _snapshots.Add(1, new("adapter", adapter), new("outcome", outcome));
        _snapshotTime.Record(time.TotalSeconds, new KeyValuePair<string, object?>("adapter", adapter));
    }

    public void Fault(string place) => _faults.Add(1, new KeyValuePair<string, object?>("place", place));
}
