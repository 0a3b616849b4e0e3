using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Grains.Bridges;

namespace SafetyHub.Grains.Tests.Bridges;

/// <summary>A book with a clock of its own and bridges that do as the contract says.</summary>
internal sealed class BookKeeper(BridgeOptions? options = null)
{
    private readonly Dictionary<DeviceId, CameraDemand> _demands = [];
    private readonly Dictionary<DeviceId, double> _loads = []; // also of cameras that are not wanted any more: a bridge knows what they cost it
    private readonly HashSet<string> _roster = new(StringComparer.Ordinal);

    public BridgeOptions Options { get; } = options ?? new BridgeOptions();

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public List<BridgeModel> Bridges { get; } = [];

    public CameraBook Book { get; private set; } = new(options ?? new BridgeOptions(), [], 1, TimeSpan.FromHours(1));

    public static DeviceId Camera(int number) => DeviceId.Parse($"cam-{number}");

    public BridgeModel Add(double capacity, params string[] sites)
    {
        var bridge = new BridgeModel($"bridge-{Bridges.Count}", capacity, sites);
        Bridges.Add(bridge);
        return bridge;
    }

    public void Ask(int camera, double load = 1, string? site = null, int priority = CameraSite.Standard)
    {
        _loads[Camera(camera)] = load;
        _demands[Camera(camera)] = new CameraDemand(load, 1, site, priority);
        Book.Ask(Camera(camera), _demands[Camera(camera)]);
    }

    public void End(int camera)
    {
        _demands.Remove(Camera(camera));
        Book.Ask(Camera(camera), null);
    }

    /// <summary>One report; the answer may be lost on the way.</summary>
    public void Beat(BridgeModel bridge, TimeSpan age = default, bool answerLost = false)
    {
        if (!bridge.IsRunning) return;
        _roster.Add(bridge.Id);
        var report = bridge.Report(Now, _loads);
        if (Book.Report(report, Now) is not { } known) return;
        if (Book.IsDirty) Book.Plan(Now);
        var orders = Book.Orders(known, Now);
        if (!answerLost) bridge.Take(orders, Now - age, Options.Lease * 0.8);
    }

    public void Pass(TimeSpan time)
    {
        Now += time;
        foreach (var lost in Book.Expire(Now)) _roster.Remove(lost.Report.BridgeId);
        Book.Plan(Now);
    }

    /// <summary>Time in which everybody does what he should.</summary>
    public void Settle(int seconds)
    {
        for (var i = 0; i < seconds * 2; i++)
        {
            Pass(TimeSpan.FromSeconds(0.5));
            foreach (var bridge in Bridges) Beat(bridge);
        }
    }

    public void Leave(BridgeModel bridge)
    {
        bridge.Kill();
        Book.Leave(bridge.Id);
        _roster.Remove(bridge.Id);
    }

    /// <summary>The scheduler dies; the next one knows the roster, a bound of the numbers and what the cameras want, and nothing else.</summary>
    public void LoseScheduler()
    {
        Book = new CameraBook(Options, _roster, Book.NextEpoch + 1000, Now);
        foreach (var (camera, demand) in _demands) Book.Ask(camera, demand);
    }

    /// <summary>Who really runs a camera now.</summary>
    public List<string> Runners(int camera) => [.. Bridges.Where(bridge => bridge.Runs(Camera(camera), Now)).Select(bridge => bridge.Id)];

    public int Waiting => Book.Cameras.Count(camera => camera.IsWaiting);
}

/// <summary>A bridge as the contract wants it: runs what the newest answer lists, until its own end.</summary>
internal sealed class BridgeModel(string id, double capacity, string[] sites)
{
    private Dictionary<DeviceId, long> _held = [];
    private TimeSpan _until;
    private long _sequence;

    public string Id { get; } = id;

    public double Capacity { get; } = capacity;

    public bool IsRunning { get; private set; } = true;

    public void Kill() => (IsRunning, _held) = (false, []);

    public bool Runs(DeviceId camera, TimeSpan now) => now < _until && _held.ContainsKey(camera);

    public long EpochOf(DeviceId camera) => _held[camera];

    public int Count(TimeSpan now) => now < _until ? _held.Count : 0;

    public BridgeReport Report(TimeSpan now, IReadOnlyDictionary<DeviceId, double>? loads = null) => new(
        Id, ++_sequence, "host", 1, Capacity, sites, new BridgeDetector(true, "model", false, null),
        now < _until ? [.. _held.Select(pair => new HeldCamera(pair.Key, pair.Value, loads?.GetValueOrDefault(pair.Key, 1) ?? 1, CameraPicture.Streaming, null))] : []);

    public void Take(BridgeOrders orders, TimeSpan sentAt, TimeSpan part) =>
        (_held, _until) = (orders.Cameras.ToDictionary(order => order.Camera, order => order.Epoch), sentAt + part);
}
