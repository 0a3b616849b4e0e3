using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Devices;

public sealed class DeviceSilenceTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Device_ThatMissesThreeHeartbeats_IsItsOwnIncident()
    {
        var (robot, home) = await OnlineAsync("si-three");
        await PassAsync(robot, TimeSpan.FromSeconds(179));
        Assert.Empty(await rig.OpenAsync(home));

        await PassAsync(robot, TimeSpan.FromSeconds(2));

        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
        Assert.Equal(("device.silent", Severity.Medium, Condition.Active), (incident.TitleKey, incident.Severity, incident.Condition));
        Assert.Equal(DeviceState.Silent, (await robot.Get()).State);
    }

    [Fact]
    public async Task SilentDevice_AtAPlace_IsLow()
    {
        var place = new SubjectRef(SubjectKind.Place, "si-park");
        var camera = await rig.RegisterAsync("si-cam", DeviceKind.Camera, place);
        await camera.ReportTelemetry(rig.Telemetry(("rssi", -60)));
        await PassAsync(camera, TimeSpan.FromSeconds(181));
        Assert.Equal(Severity.Low, (await rig.TheOpenIncidentAsync(place, IncidentCategory.DeviceSilence)).Severity);
    }

    [Fact]
    public async Task SilentDevice_WatchedByItsOwnTimer_NeedsNoSweeper()
    {
        var (_, home) = await OnlineAsync("si-timer");
        var id = SafetyHub.Grains.Incidents.IncidentIds.Derive(home, IncidentCategory.DeviceSilence, $"si-timer/silent-{rig.Now.ToUnixTimeSeconds()}");
        var opened = rig.Log.WhenAsync(id, "IncidentOpened");
        rig.Clock.Advance(TimeSpan.FromSeconds(181));
        await opened;
    }

    [Theory]
    [InlineData("telemetry")]
    [InlineData("event")]
    [InlineData("birth")]
    [InlineData("connect")]
    public async Task SilentDevice_ThatSpeaksAgain_EndsTheConditionAndNothingElse(string how)
    {
        var (robot, home) = await OnlineAsync("si-back-" + how);
        await PassAsync(robot, TimeSpan.FromSeconds(200));
        var silence = await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);

        switch (how)
        {
            case "telemetry": await robot.ReportTelemetry(rig.Telemetry(("motion", 1))); break;
            case "event": await robot.ReportEvent(rig.Event("si-back-event", "touch")); break;
            case "birth": await robot.ReportBirth(Birth("boot-2")); break;
            default: await robot.Connected(); break;
        }

        var after = rig.Log.Snapshot(silence.Id)!;
        Assert.Equal((Condition.Cleared, true), (after.Condition, after.IsOpen));
        Assert.Equal(DeviceState.Online, (await robot.Get()).State);
    }

    [Fact]
    public async Task TwoSilentDevicesOfOneHome_AreOneIncident_UntilBothSpeakAgain()
    {
        var (robot, home) = await OnlineAsync("si-two");
        var speaker = await rig.RegisterAsync("si-two-speaker", DeviceKind.Speaker, home);
        await speaker.ReportTelemetry(rig.Telemetry(("noise", 30)));
        rig.Clock.Advance(TimeSpan.FromSeconds(200));
        await robot.CheckDeadlines();
        await speaker.CheckDeadlines();
        var silence = await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);

        await robot.ReportTelemetry(rig.Telemetry(("motion", 1)));
        Assert.Equal(Condition.Active, rig.Log.Snapshot(silence.Id)!.Condition);
        await speaker.ReportTelemetry(rig.Telemetry(("noise", 30)));
        Assert.Equal(Condition.Cleared, rig.Log.Snapshot(silence.Id)!.Condition);
    }

    [Fact]
    public async Task LastWill_WithoutAReturnWithinTheGrace_IsASilence()
    {
        var (robot, home) = await OnlineAsync("si-will");
        await robot.ReportState(State(DeviceState.Lost, "boot-1"));
        await PassAsync(robot, TimeSpan.FromSeconds(14));
        Assert.Empty(await rig.OpenAsync(home));
        await PassAsync(robot, TimeSpan.FromSeconds(2));
        await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
    }

    [Fact]
    public async Task LastWill_WithAReturnWithinTheGrace_SaysNothing()
    {
        var (robot, home) = await OnlineAsync("si-blink");
        await robot.ReportState(State(DeviceState.Lost, "boot-1"));
        Assert.Equal(DeviceState.Lost, (await robot.Get()).State);
        await PassAsync(robot, TimeSpan.FromSeconds(10));
        await robot.Connected();
        await PassAsync(robot, TimeSpan.FromSeconds(60));
        Assert.Empty(await rig.OpenAsync(home));
        Assert.Equal(DeviceState.Online, (await robot.Get()).State);
    }

    [Fact]
    public async Task LastWill_OfAnOlderStart_SaysNothingAboutThePresentOne()
    {
        var (robot, home) = await OnlineAsync("si-oldwill");
        await robot.ReportBirth(Birth("boot-2"));
        await robot.ReportState(State(DeviceState.Lost, "boot-1"));
        Assert.Equal(DeviceState.Online, (await robot.Get()).State);
        await PassAsync(robot, TimeSpan.FromSeconds(30));
        Assert.Empty(await rig.OpenAsync(home));
    }

    [Fact]
    public async Task SleepingDevice_IsGivenItsLongerHeartbeat()
    {
        var (robot, home) = await OnlineAsync("si-sleep");
        await robot.ReportState(State(DeviceState.Sleeping, "boot-1"));
        await PassAsync(robot, TimeSpan.FromMinutes(179));
        Assert.Empty(await rig.OpenAsync(home));
        Assert.Equal(DeviceState.Sleeping, (await robot.Get()).State);
        await PassAsync(robot, TimeSpan.FromMinutes(2));
        await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
    }

    [Fact]
    public async Task StoppedDevice_IsNeverSilentButShown()
    {
        var (robot, home) = await OnlineAsync("si-stop");
        await robot.ReportState(State(DeviceState.Stopped, "boot-1"));
        await robot.ReportState(State(DeviceState.Lost, "boot-1"));
        await PassAsync(robot, TimeSpan.FromDays(2));
        Assert.Empty(await rig.OpenAsync(home));
        Assert.Equal(DeviceState.Stopped, (await robot.Get()).State);
    }

    [Fact]
    public async Task ConfiguredHeartbeat_SetsTheTime()
    {
        var (robot, home) = await OnlineAsync("si-config");
        await robot.Configure("""{"heartbeatSeconds":600}""", "user:kim");
        await PassAsync(robot, TimeSpan.FromSeconds(1799));
        Assert.Empty(await rig.OpenAsync(home));
        await PassAsync(robot, TimeSpan.FromSeconds(2));
        await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
    }

    [Theory]
    [InlineData(DeviceState.Online)]
    [InlineData(DeviceState.Lost)]
    public async Task AfterARestart_NobodyIsSilentBeforeThreeHeartbeats(DeviceState state)
    {
        var (robot, home) = await OnlineAsync("si-restart-" + (int)state);
        await robot.ReportState(State(state, "boot-1"));
        await PassAsync(robot, TimeSpan.FromSeconds(14));
        await DeviceRig.ForgetAsync(robot);
        // The answer comes from the next activation, whose watch begins now.
        Assert.Equal(state, (await robot.Get()).State);
        await PassAsync(robot, TimeSpan.FromSeconds(178));
        Assert.Empty(await rig.OpenAsync(home));
        await PassAsync(robot, TimeSpan.FromSeconds(3));
        await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task WallClock_ThatJumpsAnHour_NeitherRaisesNorHidesASilence(int hours)
    {
        var (robot, home) = await OnlineAsync("si-jump-" + (hours > 0 ? "on" : "back"));
        rig.Clock.JumpWall(TimeSpan.FromHours(hours));
        try
        {
            await robot.CheckDeadlines();
            Assert.Empty(await rig.OpenAsync(home));
            await PassAsync(robot, TimeSpan.FromSeconds(181));
            await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
        }
        finally
        {
            rig.Clock.JumpWall(TimeSpan.FromHours(-hours));
        }
    }

    [Fact]
    public async Task Look_ThatIsRepeated_ChangesNothing()
    {
        var (robot, home) = await OnlineAsync("si-idem");
        await PassAsync(robot, TimeSpan.FromSeconds(181));
        for (var i = 0; i < 3; i++) await robot.CheckDeadlines();
        Assert.Equal(1, (await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence)).SignalCount);
        Assert.Null(rig.Ledger.LookOf(DeviceId.Parse("si-idem"), DeviceKind.Robot));
    }

    [Fact]
    public async Task NextLook_OfADeviceThatSpeaksOften_IsStoredOncePerThreeHeartbeats()
    {
        var (robot, _) = await OnlineAsync("si-look");
        var due = rig.Ledger.LookOf(DeviceId.Parse("si-look"), DeviceKind.Robot);
        Assert.Equal(rig.Now.AddSeconds(180), due);
        var before = rig.Ledger.LooksScheduled;
        for (var i = 0; i < 100; i++) await robot.ReportTelemetry(rig.Telemetry(("motion", i)));
        Assert.Equal(before, rig.Ledger.LooksScheduled);
    }

    [Fact]
    public async Task Silence_WhileStorageIsOut_IsToldByTheNextLook()
    {
        var (robot, home) = await OnlineAsync("si-disk");
        rig.Log.FailNext = 1_000;
        rig.Clock.Advance(TimeSpan.FromSeconds(181));
        await Assert.ThrowsAnyAsync<Exception>(() => robot.CheckDeadlines());
        rig.Log.FailNext = 0;
        await robot.CheckDeadlines();
        await rig.TheOpenIncidentAsync(home, IncidentCategory.DeviceSilence);
    }

    private async Task<(IDeviceGrain Device, SubjectRef Home)> OnlineAsync(string id)
    {
        var home = DeviceRig.Resident(id + "-home");
        var robot = await rig.RegisterAsync(id, subject: home);
        await robot.ReportBirth(Birth("boot-1"));
        return (robot, home);
    }

    private async Task PassAsync(IDeviceGrain device, TimeSpan time)
    {
        rig.Clock.Advance(time);
        await device.CheckDeadlines();
    }

    private DeviceBirth Birth(string boot) => new("HD-2", "Hyodol", "1.0", boot, ["speak"], rig.Now);

    private DeviceStateReport State(DeviceState state, string? boot) => new(state, boot, null, rig.Now);
}
