using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class CameraConditionTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Faults_OfAView_AreOneIncidentThatEndsWithTheLastOfThem()
    {
        var (camera, place) = await CameraAsync("cc-faults");
        var (blind, moved) = (Fault(CameraFault.Blind), Fault(CameraFault.Moved));
        await camera.ReportCondition(Condition() with { Faults = [blind] });
        await camera.ReportCondition(Condition() with { Faults = [blind] });
        var incident = await rig.TheOpenIncidentAsync(place, IncidentCategory.CameraFault);
        Assert.Equal(("camera.blind", Severity.Medium, SafetyHub.Incidents.Condition.Active, 1), (incident.TitleKey, incident.Severity, incident.Condition, incident.SignalCount));

        await camera.ReportCondition(Condition() with { Faults = [blind, moved] });
        await camera.ReportCondition(Condition() with { Faults = [moved] });
        incident = await rig.TheOpenIncidentAsync(place, IncidentCategory.CameraFault);
        Assert.Equal((SafetyHub.Incidents.Condition.Active, 2), (incident.Condition, incident.SignalCount));

        await camera.ReportCondition(Condition());
        incident = await rig.TheOpenIncidentAsync(place, IncidentCategory.CameraFault);
        Assert.Equal((SafetyHub.Incidents.Condition.Cleared, 3), (incident.Condition, incident.SignalCount));
    }

    [Fact]
    public async Task Fault_ToldAgainByAnotherBridgeAfterARestart_IsNoSecondSignal()
    {
        var (camera, place) = await CameraAsync("cc-again");
        var gone = Fault(CameraFault.Gone);
        await camera.SetSource(new CameraSource("protected", "rtsp://camera/1", 5, [], 0));
        await camera.ReportCondition(Condition() with { Faults = [gone] });
        await DeviceRig.ForgetAsync(camera);

        Assert.Equal(gone, Assert.Single((await camera.GetSource())!.Faults));
        await camera.ReportCondition(Condition("other") with { Faults = [gone] });

        Assert.Equal(1, (await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence)).SignalCount);
        await camera.ReportCondition(Condition("other"));
        Assert.Equal(Cleared, (await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence)).Condition);
    }

    [Fact]
    public async Task Movement_FoundBeforeTheWatchWasSet_IsNoLongerHandedToABridge()
    {
        var (camera, place) = await CameraAsync("cc-moved");
        await camera.SetSource(new CameraSource("protected", "rtsp://camera/1", 5, [], 0));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await camera.ReportCondition(Condition() with { Faults = [Fault(CameraFault.Moved)] });
        Assert.Single((await camera.GetSource())!.Faults);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        await camera.SetWatch(CameraWatch.None, null);

        Assert.Empty((await camera.GetSource())!.Faults);
        await camera.ReportCondition(Condition());
        Assert.Equal(Cleared, (await rig.TheOpenIncidentAsync(place, IncidentCategory.CameraFault)).Condition);
    }

    [Fact]
    public async Task TimeNotSeen_IsSummedByDayAndSurvivesARestart()
    {
        var (camera, _) = await CameraAsync("cc-unseen");
        await camera.ReportCondition(Condition() with { Unseen = TimeSpan.FromSeconds(50) });
        await camera.ReportCondition(Condition() with { Unseen = TimeSpan.FromSeconds(50) }); // told twice
        await camera.ReportCondition(Condition() with { Unseen = TimeSpan.FromSeconds(90) });
        await camera.ReportCondition(Condition("other") with { Unseen = TimeSpan.FromSeconds(30) });
        await DeviceRig.ForgetAsync(camera);

        Assert.Equal(TimeSpan.FromSeconds(120), Assert.Single((await camera.GetSettings()).Unseen).Time);
    }

    [Fact]
    public async Task PrivacyHours_KeepASnapshotFromEverybody()
    {
        var (camera, _) = await CameraAsync("cc-private");
        var bridge = new StillLink();
        await camera.SetSource(new CameraSource("protected", "rtsp://camera/1", 5, [], 0));
        await camera.Lease(new CameraLeaseRequest("a", 1, rig.Grains.CreateObjectReference<IVideoLink>(bridge), CameraPicture.Streaming, TimeSpan.Zero));
        Assert.NotNull(await camera.Snapshot());

        var always = new WeeklyHours([.. Enum.GetValues<DayOfWeek>()], new TimeOnly(0, 0), new TimeOnly(0, 0));
        await camera.SetWatch(CameraWatch.None with { PrivacyHours = [always] }, null);

        Assert.Null(await camera.Snapshot());
        GC.KeepAlive(bridge);
    }

    [Fact]
    public async Task Condition_ToldUnderAnOlderNumber_IsNotLookedAt()
    {
        var (camera, place) = await CameraAsync("cc-older");
        var bridge = new StillLink();
        await camera.SetSource(new CameraSource("protected", "rtsp://camera/1", 5, [], 0));
        await camera.Lease(new CameraLeaseRequest("b", 7, rig.Grains.CreateObjectReference<IVideoLink>(bridge), CameraPicture.Streaming, TimeSpan.Zero));

        Assert.True(await camera.ReportCondition(Condition() with { Epoch = 6, Faults = [Fault(CameraFault.Blind)] }));
        Assert.Empty(await rig.OpenAsync(place));
        await camera.ReportCondition(Condition() with { Epoch = 7, Faults = [Fault(CameraFault.Blind)] });
        Assert.Single(await rig.OpenAsync(place));
        GC.KeepAlive(bridge);
    }

    private static Condition Cleared => SafetyHub.Incidents.Condition.Cleared;

    private async Task<(ICameraGrain Camera, SubjectRef Place)> CameraAsync(string id)
    {
        var place = new SubjectRef(SubjectKind.Place, id + "-place");
        return ((ICameraGrain)await rig.RegisterAsync(id, DeviceKind.Camera, place), place);
    }

    private CameraFault Fault(string code) => new(code, rig.Now, "covered", 1);

    private CameraCondition Condition(string run = "run") => new() { At = rig.Now, View = CameraView.Streaming, Version = 1, Run = run };

    private sealed class StillLink : IVideoLink
    {
        public Task<CameraSnapshot?> Snapshot(DeviceId camera) => Task.FromResult<CameraSnapshot?>(new CameraSnapshot([1, 2, 3], HubClock.Start));
    }
}
