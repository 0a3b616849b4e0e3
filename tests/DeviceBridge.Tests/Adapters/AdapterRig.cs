using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.External;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>A hub with one adapter, and the foreign system's side of it: a mosquitto of its own, or the hub's embedded broker.</summary>
internal sealed class AdapterRig : IAsyncDisposable
{
    public const string Name = "foreign";
    public const string Secret = "a-secret-of-the-foreign-system";

    private readonly MosquittoBroker? _broker;
    private readonly Dictionary<string, string?> _settings;

    private AdapterRig(MosquittoBroker? broker, Dictionary<string, string?> settings) => (_broker, _settings) = (broker, settings);

    public TestHub Hub { get; private set; } = null!;

    public MosquittoBroker Broker => _broker ?? throw new InvalidOperationException("The system signs in at the hub");

    public AdapterLink Adapter => Hub.Get<AdapterDirectory>().All.Single();

    public static DeviceId Camera { get; } = DeviceId.Parse("cctv-1");

    public static async Task<AdapterRig> StartAsync(AdapterKind kind, AdapterWay way, Dictionary<string, string?>? more = null, Func<MosquittoBroker, Task>? before = null)
    {
        var broker = way == AdapterWay.Embedded ? null : MosquittoBroker.Create();
        if (broker is not null) await broker.StartAsync();
        if (before is not null) await before(broker!);
        var settings = new Dictionary<string, string?> { [Key("Kind")] = kind.ToString(), [Key("Way")] = way.ToString(), ["SafetyHub:Mqtt:Broker:BridgeName"] = "test" };
        if (way == AdapterWay.Embedded) settings[Key("Password")] = Secret;
        var host = way == AdapterWay.HubBroker ? "SafetyHub:Mqtt:Broker:Host" : Key("Host");
        if (broker is not null) (settings[host], settings[host.Replace("Host", "Port", StringComparison.Ordinal)]) = ("127.0.0.1", $"{broker.Port}");
        foreach (var (key, value) in more ?? []) settings[key] = value;
        var rig = new AdapterRig(broker, settings);
        await rig.StartHubAsync(null);
        return rig;
    }

    public static string Key(string name) => $"SafetyHub:Adapters:Sources:{Name}:{name}";

    /// <summary>Starts the hub again, with the memory of the one before.</summary>
    public async Task StartHubAsync(TestHub? memoryOf)
    {
        Hub = await TestHub.StartAsync(_settings, memoryOf, registry =>
        {
            registry.Add(Camera.Value, DeviceKind.Camera);
            registry.Add("cctv-2", DeviceKind.Camera);
        });
        if (_broker is not null) await Eventually.TrueAsync(() => Adapter.Connection.Stands, "the adapter to join its broker");
    }

    public async Task MapAsync(string foreign, params AdapterRule[] rules) => await MapAsync(new AdapterCamera(Name, Camera, foreign, null, null, null, null, rules.Length == 0 ? null : rules));

    public async Task MapAsync(AdapterCamera mapping)
    {
        await Hub.Mapping.SaveAsync(mapping, CancellationToken.None);
        await Eventually.TrueAsync(() => Adapter.Mapping.All.Contains(mapping), "the bridge to read the mapping");
    }

    /// <summary>Publishes as the foreign system does; returns when its broker has acknowledged.</summary>
    public Task<ClientProcess> PublishAsync(string topic, string payload, params IEnumerable<string> more) => _broker is not null
        ? _broker.PublishForeignAsync(topic, payload, more)
        : ClientProcess.RunAsync("mosquitto_pub",
            [.. SignIn(), "-t", topic, "-q", "1", .. payload.Length == 0 ? (string[])["-n"] : ["-m", payload], .. more]);

    public IEnumerable<string> SignIn() => ["-h", "127.0.0.1", "-p", $"{Hub.Port}", "-u", "adapter." + Name, "-P", Secret];

    public Task EventAsync(Func<Signals.DeviceEvent, bool> which, string what) => Eventually.TrueAsync(() => Hub.Book.Events.Any(which), what);

    /// <summary>Waits until a message had this outcome so many times.</summary>
    public Task OutcomeAsync(string outcome, long times = 1) => Eventually.TrueAsync(
        () => Adapter.Status("test").Counts.GetValueOrDefault(outcome) >= times, $"{times} times '{outcome}', counts: {string.Join(", ", Adapter.Status("test").Counts)}");

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
    }
}
