using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class CameraGrainTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private static readonly CameraZone Zone = new("gate", [new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);
    private static readonly CameraSource Source = new("protected", "rtsp://camera/1", 5, [Zone], 0);

    [Fact]
    public async Task Source_ThatIsSet_CountsItsVersionUpAndSurvives()
    {
        var camera = Camera("ca-source");
        await camera.SetSource(Source);
        await camera.SetSource(Source with { FramesPerSecond = 2 });
        await DeviceRig.ForgetAsync(camera);
        var source = (await camera.GetSource())!;
        Assert.Equal((2, 2d, "gate"), (source.Version, source.FramesPerSecond, Assert.Single(source.ForbiddenZones).Name));
        Assert.Equal(Zone.Polygon, source.ForbiddenZones[0].Polygon);
    }

    [Fact]
    public async Task Lease_UnderANumber_ShutsOutEveryLowerOneForGood()
    {
        var camera = Camera("ca-lease");
        var link = rig.Grains.CreateObjectReference<IVideoLink>(new StillLink());
        Assert.Null((await camera.Lease(Request("a", 7, link))).Source);
        await camera.SetSource(Source);
        Assert.NotNull((await camera.Lease(Request("a", 7, link))).Source);
        Assert.NotNull((await camera.Lease(Request("b", 9, link))).Source);
        var refused = await camera.Lease(Request("a", 7, link));
        Assert.Equal((null, 9), (refused.Source, refused.Epoch));
        await DeviceRig.ForgetAsync(camera);
        Assert.Null((await camera.Lease(Request("a", 8, link))).Source);
        Assert.Null((await camera.Lease(Request("c", 9, link))).Source); // a number belongs to one bridge
        Assert.NotNull((await camera.Lease(Request("b", 9, link))).Source);
    }

    [Fact]
    public async Task Observation_MadeAfterTheCameraChangedHands_IsRefused()
    {
        var place = new SubjectRef(SubjectKind.Place, "ca-fence-place");
        var camera = (ICameraGrain)await rig.RegisterAsync("ca-fence", DeviceKind.Camera, place);
        var link = rig.Grains.CreateObjectReference<IVideoLink>(new StillLink());
        await camera.SetSource(Source);
        await camera.Lease(Request("a", 1, link));
        Assert.Equal(ReceiptStatus.Accepted, (await camera.Observe(rig.Event("ca-fence", "intrusion"), 1)).Status);
        var early = rig.Event("ca-fence", "intrusion");
        rig.Clock.Advance(TimeSpan.FromSeconds(6));
        await camera.Lease(Request("b", 2, link));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        var refused = await camera.Observe(rig.Event("ca-fence", "intrusion"), 1);
        Assert.Equal(ReceiptStatus.Rejected, refused.Status);
        // What was seen before is not lost because its bridge could not deliver it in time.
        Assert.Equal(ReceiptStatus.Accepted, (await camera.Observe(early, 1)).Status);
        Assert.Equal(ReceiptStatus.Accepted, (await camera.Observe(rig.Event("ca-fence", "intrusion"), 2)).Status);
        Assert.Equal(3, (await rig.TheOpenIncidentAsync(place, IncidentCategory.Intrusion)).SignalCount);
    }

    [Fact]
    public async Task Snapshot_ComesFromTheBridgeThatHoldsTheCamera()
    {
        var camera = Camera("ca-still");
        await camera.SetSource(Source);
        Assert.Null(await camera.Snapshot());
        var bridge = new StillLink();
        await camera.Lease(Request("a", 1, rig.Grains.CreateObjectReference<IVideoLink>(bridge)));
        Assert.Equal([1, 2, 3], (await camera.Snapshot())!.Jpeg);
        await camera.Release("b", 1);
        Assert.NotNull(await camera.Snapshot());
        await camera.Release("a", 1);
        Assert.Null(await camera.Snapshot());
        await camera.Lease(Request("a", 2, rig.Grains.CreateObjectReference<IVideoLink>(bridge)));
        GC.KeepAlive(bridge);
        rig.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null(await camera.Snapshot());
    }

    [Fact]
    public async Task Site_ThatIsSet_IsPartOfWhatTheCameraAsksFor()
    {
        var camera = Camera("ca-site");
        Assert.Null(await camera.Demand());
        await camera.SetSource(Source);
        await camera.SetSite(new CameraSite("tunnel", 8));
        await DeviceRig.ForgetAsync(camera);
        Assert.Equal(new CameraDemand(1, 1, "tunnel", 8), await camera.Demand());
        await Assert.ThrowsAnyAsync<ArgumentException>(() => camera.SetSite(new CameraSite("No Such", 5)));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => camera.SetSite(new CameraSite(null, 10)));
    }

    public static TheoryData<CameraSource> BadSources => new()
    {
        Source with { FramesPerSecond = 0.1 },
        Source with { FramesPerSecond = 31 },
        Source with { FramesPerSecond = double.NaN },
        Source with { ForbiddenZones = [Zone, Zone] },
        Source with { ForbiddenZones = [Zone with { Polygon = [new(0, 0), new(1, 1)] }] },
        Source with { ForbiddenZones = [Zone with { Polygon = [new(0, 0), new(1, 0), new(1, 1.1)] }] },
        Source with { ForbiddenZones = [Zone with { Polygon = [new(0, 0), new(1, 1), new(1, 0), new(0, 1)] }] },
    };

    [Theory]
    [MemberData(nameof(BadSources))]
    public void Source_OutOfItsRanges_IsRefused(CameraSource source) =>
        Assert.ThrowsAny<ArgumentException>(() => SafetyHub.Grains.Devices.CameraRules.Store(source));

    private static CameraLeaseRequest Request(string bridge, long epoch, IVideoLink link) => new(bridge, epoch, link, CameraPicture.Starting, TimeSpan.Zero);

    private ICameraGrain Camera(string id) => (ICameraGrain)rig.Device(id, DeviceKind.Camera);

    private sealed class StillLink : IVideoLink
    {
        public Task<CameraSnapshot?> Snapshot(DeviceId camera) => Task.FromResult<CameraSnapshot?>(new CameraSnapshot([1, 2, 3], HubClock.Start));
    }
}
