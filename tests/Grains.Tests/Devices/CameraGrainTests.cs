using SafetyHub.Devices;

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
    public async Task Lease_BelongsToOneBridge_UntilItLapsesOrIsReleased()
    {
        var camera = Camera("ca-lease");
        var link = rig.Grains.CreateObjectReference<IVideoLink>(new StillLink());
        Assert.Null(await camera.Lease("a", link));
        await camera.SetSource(Source);
        Assert.NotNull(await camera.Lease("a", link));
        Assert.Null(await camera.Lease("b", link));
        rig.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.NotNull(await camera.Lease("a", link));
        rig.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Null(await camera.Lease("b", link));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.NotNull(await camera.Lease("b", link));
        await camera.Release("a");
        Assert.Null(await camera.Lease("a", link));
        await camera.Release("b");
        Assert.NotNull(await camera.Lease("a", link));
    }

    [Fact]
    public async Task Snapshot_ComesFromTheBridgeThatHoldsTheCamera()
    {
        var camera = Camera("ca-still");
        await camera.SetSource(Source);
        Assert.Null(await camera.Snapshot());
        var bridge = new StillLink();
        await camera.Lease("a", rig.Grains.CreateObjectReference<IVideoLink>(bridge));
        Assert.Equal([1, 2, 3], (await camera.Snapshot())!.Jpeg);
        GC.KeepAlive(bridge);
        rig.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await camera.Snapshot());
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

    private ICameraGrain Camera(string id) => (ICameraGrain)rig.Device(id, DeviceKind.Camera);

    private sealed class StillLink : IVideoLink
    {
        public Task<CameraSnapshot?> Snapshot(DeviceId camera) => Task.FromResult<CameraSnapshot?>(new CameraSnapshot([1, 2, 3], HubClock.Start));
    }
}
