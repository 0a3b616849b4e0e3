using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Devices;

namespace SafetyHub.Grains.Tests.Bridges;

/// <summary>The scheduler on a fake clock, with the camera grains it asks. One test a silo, for there is one scheduler in each.</summary>
public sealed class CameraSchedulerGrainTests : IAsyncLifetime
{
    private static readonly CameraSource Source = new("protected", "rtsp://camera/1", 5, [], 0);

    private readonly DeviceRig _rig = new();
    private readonly List<WakeCounter> _ears = [];

    public Task InitializeAsync() => _rig.InitializeAsync();

    public Task DisposeAsync() => _rig.DisposeAsync();

    private ICameraSchedulerGrain Scheduler => _rig.Grains.GetGrain<ICameraSchedulerGrain>(GrainKeys.CameraScheduler);

    [Fact]
    public async Task Camera_WithASource_GoesToABridgeAndOnToAnotherWhenThatOneDies()
    {
        await AddCameraAsync("sc-1");
        var (first, second) = (Bridge("bridge-a"), Bridge("bridge-b"));
        var order = Assert.Single((await UntilAsync(first, orders => orders.Cameras.Count == 1)).Cameras);
        Assert.Equal(DeviceId.Parse("sc-1"), order.Camera);
        Assert.Empty((await second.BeatAsync()).Cameras);

        var lostAt = _rig.Clock.GetUtcNow();
        var taken = Assert.Single((await UntilAsync(second, orders => orders.Cameras.Count == 1)).Cameras);

        Assert.True(taken.Epoch > order.Epoch);
        // The lease of 5 s from the last answer, then a tick and a report.
        Assert.InRange(_rig.Clock.GetUtcNow() - lostAt, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(8));
        var overview = await Scheduler.Overview();
        Assert.Equal([("bridge-b", BridgeState.Alive, 1), ("bridge-a", BridgeState.Lost, 1)], overview.Bridges.Select(bridge => (bridge.Id, bridge.State, bridge.Cameras)));
    }

    [Fact]
    public async Task Bridge_ThatLeaves_WakesTheOneThatTakesOver()
    {
        await AddCameraAsync("sc-2");
        var (first, second) = (Bridge("bridge-a"), Bridge("bridge-b"));
        await UntilAsync(first, orders => orders.Cameras.Count == 1);
        await second.BeatAsync();
        var woken = second.Ear.NextAsync();
        await Scheduler.Leave("bridge-a");
        await woken;
        Assert.Single((await second.BeatAsync()).Cameras);
    }

    [Fact]
    public async Task Scheduler_ThatIsForgotten_KeepsWhatRunsAndNeverUsesANumberTwice()
    {
        await AddCameraAsync("sc-3");
        var first = Bridge("bridge-a");
        var order = Assert.Single((await UntilAsync(first, orders => orders.Cameras.Count == 1)).Cameras);
        await Scheduler.Cast<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();
        Assert.Equal([(order.Camera, order.Epoch)], (await UntilAsync(first, orders => orders.Cameras.Count == 1)).Cameras.Select(kept => (kept.Camera, kept.Epoch)));

        // Another bridge gets nothing while the first may still run it, and a higher number afterwards.
        await Scheduler.Cast<Orleans.Core.Internal.IGrainManagementExtension>().DeactivateOnIdle();
        var second = Bridge("bridge-b");
        Assert.Empty((await second.BeatAsync()).Cameras);
        var taken = Assert.Single((await UntilAsync(second, orders => orders.Cameras.Count == 1)).Cameras);
        Assert.True(taken.Epoch > order.Epoch);
    }

    [Fact]
    public async Task Camera_WhoseSettingsChange_IsReadAgainByItsHolder()
    {
        var camera = await AddCameraAsync("sc-4");
        var bridge = Bridge("bridge-a");
        var order = Assert.Single((await UntilAsync(bridge, orders => orders.Cameras.Count == 1)).Cameras);
        var woken = bridge.Ear.NextAsync();
        await camera.SetSource(Source with { FramesPerSecond = 2 });
        await woken;
        var changed = Assert.Single((await UntilAsync(bridge, orders => orders.Cameras.Any(known => known.Version > order.Version))).Cameras);
        Assert.Equal(order.Epoch, changed.Epoch);
    }

    [Fact]
    public async Task Bridges_ThatAreFull_LeaveCamerasThatAreNamed()
    {
        foreach (var id in new[] { "sc-5", "sc-6" }) await AddCameraAsync(id);
        var bridge = Bridge("bridge-a", capacity: 1);
        await UntilAsync(bridge, orders => orders.Cameras.Count == 1);
        var overview = await Scheduler.Overview();
        while (overview.Cameras < 2)
        {
            await bridge.BeatAsync();
            _rig.Clock.Advance(TimeSpan.FromSeconds(0.1));
            overview = await Scheduler.Overview();
        }
        Assert.Equal(UnplacedReason.NoCapacity, Assert.Single(overview.Unplaced).Reason);
        Assert.Equal((2, 2d), (overview.Cameras, overview.Load));
        Assert.True(await Scheduler.Drain("bridge-a", true));
        Assert.False(await Scheduler.Drain("bridge-z", true));
        Assert.Equal(BridgeState.Draining, Assert.Single((await Scheduler.Overview()).Bridges).State);
        await bridge.BeatAsync();
        Assert.Single(await Scheduler.Running("bridge-a") ?? []);
        Assert.Null(await Scheduler.Running("bridge-z"));
    }

    private async Task<ICameraGrain> AddCameraAsync(string id)
    {
        var camera = (ICameraGrain)await _rig.RegisterAsync(id, DeviceKind.Camera);
        await camera.SetSource(Source);
        return camera;
    }

    private TestBridge Bridge(string id, double capacity = 4)
    {
        var ear = new WakeCounter();
        _ears.Add(ear); // observers are held weakly
        return new TestBridge(this, id, capacity, ear, _rig.Grains.CreateObjectReference<IBridgeWake>(ear));
    }

    /// <summary>Half a second at a time, as a bridge would, until its orders are as expected.</summary>
    private async Task<BridgeOrders> UntilAsync(TestBridge bridge, Func<BridgeOrders, bool> holds)
    {
        var patience = System.Diagnostics.Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromMinutes(1))
        {
            var orders = await bridge.BeatAsync();
            if (holds(orders)) return orders;
            _rig.Clock.Advance(TimeSpan.FromSeconds(0.5));
            await Scheduler.Overview();
        }
        throw new TimeoutException($"{bridge.Id} did not get the orders that were expected");
    }

    private sealed class TestBridge(CameraSchedulerGrainTests tests, string id, double capacity, WakeCounter ear, IBridgeWake reference)
    {
        private BridgeOrders _orders = BridgeOrders.Stale;
        private long _sequence;

        public string Id { get; } = id;

        public WakeCounter Ear { get; } = ear;

        public async Task<BridgeOrders> BeatAsync()
        {
            var held = _orders.Cameras.Select(order => new HeldCamera(order.Camera, order.Epoch, 1, CameraPicture.Streaming, null));
            var report = new BridgeReport(Id, ++_sequence, "host", 1, capacity, [], new BridgeDetector(true, "model", false, null), [.. held]);
            return _orders = await tests.Scheduler.Heartbeat(report, reference);
        }
    }

    private sealed class WakeCounter : IBridgeWake
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task NextAsync()
        {
            var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _next, next);
            return next.Task.WaitAsync(TimeSpan.FromMinutes(1), TimeProvider.System);
        }

        public Task Wake()
        {
            Volatile.Read(ref _next).TrySetResult();
            return Task.CompletedTask;
        }
    }
}
