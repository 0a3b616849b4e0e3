using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters.Frigate;
using SafetyHub.DeviceBridge.Adapters.Onvif;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>What the bridge holds of one configured adapter.</summary>
internal sealed class AdapterLink : IDisposable
{
    private const int RefusedPerMinute = 60;

    private readonly AdaptersOptions _options;
    private readonly TimeProvider _time;
    private readonly AdapterMetrics _metrics;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<DeviceId, TokenBucket> _rates = new();
    private readonly TaskCompletionSource _mappingRead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile MappingTable _mapping = MappingTable.Empty;

    public AdapterLink(string name, AdapterSourceOptions source, AdaptersOptions options, TimeProvider time, AdapterMetrics metrics)
    {
        (Name, Source, _options, _time, _metrics) = (name, source, options, time, metrics);
        Protocol = source.Kind == AdapterKind.Frigate ? new FrigateProtocol(source.Prefix) : new OnvifProtocol(source.Prefix);
        Stills = source.ApiUrl.Length > 0 ? new FrigateStills(source, options, time) : null;
        Unmapped = new UnmappedBook(time);
        Faults = new FaultStates(time);
        Presence = new AdapterPresence(Protocol.TellsAvailability, time);
        Connection = new AdapterConnection(time);
        Refusals = new TokenBucket(RefusedPerMinute / 60.0, RefusedPerMinute, time);
    }

    public string Name { get; }

    public AdapterSourceOptions Source { get; }

    public IForeignProtocol Protocol { get; }

    /// <summary>Where stills come from, or null.</summary>
    public FrigateStills? Stills { get; }

    public UnmappedBook Unmapped { get; }

    public ReportedEvents Reported { get; } = new();

    public StandingProperties Standing { get; } = new();

    public FaultStates Faults { get; }

    public AdapterPresence Presence { get; }

    public AdapterConnection Connection { get; }

    /// <summary>How many refused messages are kept; beyond it they are only counted.</summary>
    public TokenBucket Refusals { get; }

    /// <summary>The mapping as it was last read.</summary>
    public MappingTable Mapping
    {
        get => _mapping;
        set
        {
            _mapping = value;
            _mappingRead.TrySetResult();
            Unmapped.Forget(value);
            foreach (var gone in _rates.Keys.Except(value.All.Select(c => c.Camera))) _rates.TryRemove(gone, out _);
        }
    }

    /// <summary>Completes when the mapping was read once. Until then nobody can say of a camera that it is not mapped: a broker sends what it had kept at once.</summary>
    public Task MappingRead => _mappingRead.Task;

    public IReadOnlyList<AdapterRule> RulesOf(AdapterCamera camera) => camera.Rules ?? Protocol.StandardRules;

    /// <summary>The limit of a camera's events.</summary>
    public TokenBucket RateOf(DeviceId camera) =>
        _rates.GetOrAdd(camera, static (_, self) => new TokenBucket(self._options.EventsPerMinute / 60.0, Math.Max(1, self._options.EventsPerMinute / 6.0), self._time), this);

    public void Count(string outcome)
    {
        _counts.AddOrUpdate(outcome, 1, static (_, count) => count + 1);
        _metrics.Message(Name, outcome);
    }

    public AdapterStatus Status(string bridge) => new(
        Name, bridge, Source.Kind, Source.Way, Connection.Stands, Connection.Since, Presence.Word, Connection.Trouble,
        _counts.ToDictionary(StringComparer.Ordinal), Unmapped.Read(), Unmapped.LeftOut);

    public void Dispose() => Stills?.Dispose();
}

/// <summary>The adapters that this bridge is configured for.</summary>
internal sealed class AdapterDirectory : IDisposable
{
    public AdapterDirectory(IOptions<AdaptersOptions> options, TimeProvider time, AdapterMetrics metrics) =>
        All = [.. options.Value.Sources.Select(s => new AdapterLink(s.Key, s.Value, options.Value, time, metrics))];

    public IReadOnlyList<AdapterLink> All { get; }

    public void Dispose()
    {
        foreach (var adapter in All) adapter.Dispose();
    }
}
