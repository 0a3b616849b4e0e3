using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class CameraWatchTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private static readonly CameraZone Gate = new("gate", [new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);
    private static readonly CameraZone Bench = new("bench", [new(0.1, 0.1), new(0.4, 0.1), new(0.4, 0.4)]);
    private static readonly WeeklyHours Night = new([DayOfWeek.Monday, DayOfWeek.Friday], new TimeOnly(22, 0), new TimeOnly(6, 30));
    private static readonly CameraSource Source = new("protected", "rtsp://camera/1", 5, [], 0);
    private static readonly CameraWatch Whole = new(
        [Gate, Bench], [new CameraLine("fence", new(0.1, 0.2), new(0.9, 0.25))],
        [
            new BehaviourSetting("intrusion", ["gate"], Severity.Critical, [Night], "{\"sightings\":4}"),
            new BehaviourSetting("loitering", ["bench"], null, [], null),
        ],
        [Night]);

    [Fact]
    public async Task Watch_ThatIsSet_SurvivesAndReachesTheBridgeAsANewVersionOfTheSource()
    {
        var camera = Camera("cw-whole");
        await camera.SetSource(Source);
        Assert.Equal(new WatchChange(1, null, false), await camera.SetWatch(Whole, 0));
        await DeviceRig.ForgetAsync(camera);
        var source = (await camera.GetSource())!;
        Assert.Equal(2, source.Version);
        Assert.Equivalent(Whole, source.Watch, strict: true);
        Assert.Equal("gate", Assert.Single(source.ForbiddenZones).Name);
    }

    [Fact]
    public async Task Watch_SetByAVersionThatIsOver_IsNotTaken()
    {
        var camera = Camera("cw-version");
        await camera.SetWatch(Whole, null);
        Assert.True((await camera.SetWatch(CameraWatch.None, 0)).IsOutdated);
        Assert.Equal(2, (await camera.GetSettings()).Watch.Zones.Count);
        Assert.False((await camera.SetWatch(CameraWatch.None, 1)).IsOutdated);
    }

    [Fact]
    public async Task Source_WithTheSameForbiddenZones_LeavesTheRestOfTheWatch()
    {
        var camera = Camera("cw-short");
        await camera.SetSource(Source);
        await camera.SetWatch(Whole, null);
        await camera.SetSource((await camera.GetSource())! with { FramesPerSecond = 2 });
        Assert.Equivalent(Whole, (await camera.GetSettings()).Watch, strict: true);

        await camera.SetSource(Source with { ForbiddenZones = [Bench] });
        var watch = (await camera.GetSettings()).Watch;
        Assert.Equal(["bench"], watch.Behaviours.Single(b => b.Type == "intrusion").Areas);
        Assert.Contains(watch.Behaviours, b => b.Type == "loitering");
        Assert.Equal(Severity.Critical, watch.Behaviours.Single(b => b.Type == "intrusion").Severity);
    }

    [Fact]
    public async Task Intrusion_OfTheWholePicture_SurvivesAChangeOfTheSource()
    {
        var camera = Camera("cw-picture");
        await camera.SetSource(Source);
        await camera.SetWatch(CameraWatch.None with { Behaviours = [new BehaviourSetting("intrusion", [], null, [], null)] }, null);
        await camera.SetSource((await camera.GetSource())! with { AnalysisWidth = 320 });
        Assert.Single((await camera.GetSettings()).Watch.Behaviours);
    }

    public static TheoryData<CameraWatch, string> BadWatches => new()
    {
        { Whole with { Zones = [Gate, Gate with { Polygon = [new(0, 0), new(1, 1), new(1, 0), new(0, 1)] }] }, "twice" },
        { Whole with { Zones = [Gate, Bench with { Polygon = [new(0, 0), new(1, 1), new(1, 0), new(0, 1)] }] }, "crosses" },
        { Whole with { Zones = [Gate, Bench with { Polygon = [new(0, 0), new(1, 0), new(1, 1.2)] }] }, "between 0,0 and 1,1" },
        { Whole with { Lines = [new CameraLine("gate", new(0, 0), new(1, 1))] }, "twice" },
        { Whole with { Lines = [new CameraLine("fence", new(0.5, 0.5), new(0.5, 0.5))] }, "two different ends" },
        { Whole with { Lines = [new CameraLine(" fence", new(0.5, 0.5), new(0.6, 0.5))] }, "name" },
        { Whole with { Behaviours = [new BehaviourSetting("dancing", [], null, [], null)] }, "dancing" },
        { Whole with { Behaviours = [new BehaviourSetting("camera.blind", [], null, [], null)] }, "camera.blind" },
        { Whole with { Behaviours = [new BehaviourSetting("sos.voice", [], null, [], null)] }, "sos.voice" },
        { Whole with { Behaviours = [new BehaviourSetting("crowd", ["nowhere"], null, [], null)] }, "nowhere" },
        { Whole with { Behaviours = [new BehaviourSetting("crowd", [], (Severity)9, [], null)] }, "severity" },
        { Whole with { Behaviours = [new BehaviourSetting("crowd", [], null, [], "[1]")] }, "JSON object" },
        { Whole with { Behaviours = [new BehaviourSetting("crowd", [], null, [], "{")] }, "not JSON" },
        { Whole with { Behaviours = [new BehaviourSetting("crowd", [], null, [], $"{{\"a\":\"{new string('x', 4096)}\"}}")] }, "4096" },
        { Whole with { Behaviours = [Whole.Behaviours[1], Whole.Behaviours[1]] }, "once" },
        { Whole with { PrivacyHours = [Night with { Days = [] }] }, "at least one day" },
        { Whole with { PrivacyHours = [.. Enumerable.Repeat(Night, 33)] }, "at most 32" },
    };

    [Theory]
    [MemberData(nameof(BadWatches))]
    public void Watch_AgainstItsContract_IsRefusedWithTheReason(CameraWatch watch, string reason) =>
        Assert.Contains(reason, WatchRules.Fault(watch), StringComparison.Ordinal);

    [Fact]
    public void Watch_ByItsContract_IsTaken() => Assert.Null(WatchRules.Fault(Whole));

    private ICameraGrain Camera(string id) => (ICameraGrain)rig.Device(id, DeviceKind.Camera);
}
