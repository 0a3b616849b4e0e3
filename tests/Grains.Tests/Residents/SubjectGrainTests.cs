using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Residents;

public sealed class SubjectGrainTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Activity_EndsTheInactivityButOpensNothing()
    {
        var (robot, home) = await HomeAsync("su-active");
        Assert.Null((await robot.ReportEvent(rig.Event("su-active", "touch"))).IncidentId);
        rig.Clock.Advance(TimeSpan.FromHours(13));
        await robot.ReportEvent(rig.Event("su-active", "inactivity", data: Since(13)));
        var inactivity = await rig.TheOpenIncidentAsync(home, IncidentCategory.Inactivity);
        Assert.Equal(Severity.Medium, inactivity.Severity);
        var receipt = await robot.ReportEvent(rig.Event("su-active", "conversation"));
        Assert.Equal((inactivity.Id.Value, Condition.Cleared), (receipt.IncidentId, rig.Log.Snapshot(inactivity.Id)!.Condition));
    }

    [Fact]
    public async Task Inactivity_ThatGrows_RaisesItsOneIncident()
    {
        var (robot, home) = await HomeAsync("su-ladder");
        await WakefulAsync("su-ladder");
        await robot.ReportEvent(rig.Event("su-ladder", "inactivity", data: Since(8)));
        rig.Clock.Advance(TimeSpan.FromHours(4));
        await robot.ReportEvent(rig.Event("su-ladder", "inactivity", data: Since(12)));
        rig.Clock.Advance(TimeSpan.FromHours(12));
        await robot.ReportEvent(rig.Event("su-ladder", "inactivity", data: Since(24)));
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.Inactivity);
        Assert.Equal((Severity.High, 3), (incident.Severity, incident.SignalCount));
    }

    [Fact]
    public async Task CheckInAnsweredOk_EndsBothTheCheckInAndTheInactivity_OnceEach()
    {
        var (robot, home) = await HomeAsync("su-checkin");
        await robot.ReportEvent(rig.Event("su-checkin", "inactivity", data: Since(13)));
        await robot.ReportEvent(rig.Event("su-checkin", "checkin.answer", data: """{"answer":"none"}"""));
        var answer = rig.Event("su-checkin", "checkin.answer", data: """{"answer":"ok"}""");
        await robot.ReportEvent(answer);
        await DeviceRig.ForgetAsync(robot);
        Assert.Equal(ReceiptStatus.Duplicate, (await robot.ReportEvent(answer)).Status);
        foreach (var category in new[] { IncidentCategory.CheckIn, IncidentCategory.Inactivity })
        {
            var incident = await rig.TheOpenIncidentAsync(home, category);
            Assert.Equal((Condition.Cleared, 2), (incident.Condition, incident.SignalCount));
        }
    }

    [Fact]
    public async Task MedicationMissed_IsRemembered_FourTimesInADayIsTold_AndARedeliveryDoesNotCount()
    {
        var (robot, home) = await HomeAsync("su-pills");
        await WakefulAsync("su-pills");
        for (var missed = 0; missed < 3; missed++) Assert.Null((await robot.ReportEvent(rig.Event("su-pills", "medication.missed"))).IncidentId);
        var fourth = rig.Event("su-pills", "medication.missed");
        Assert.Empty(await rig.OpenAsync(home));
        await robot.ReportEvent(fourth);
        await DeviceRig.ForgetAsync(robot);
        Assert.Equal(ReceiptStatus.Duplicate, (await robot.ReportEvent(fourth)).Status);
        Assert.Equal((Severity.Medium, 1), await SeverityAndCountAsync(home, IncidentCategory.Routine));
    }

    [Fact]
    public async Task MedicationMissed_OnDifferentDays_WakesNobody()
    {
        var (robot, home) = await HomeAsync("su-days");
        await WakefulAsync("su-days");
        for (var day = 0; day < 4; day++)
        {
            await robot.ReportEvent(rig.Event("su-days", "medication.missed"));
            rig.Clock.Advance(TimeSpan.FromHours(25));
        }
        Assert.DoesNotContain(await rig.OpenAsync(home), incident => incident.Category == IncidentCategory.Routine);
    }

    [Fact]
    public async Task Abort_OfACall_ClosesNothingAndSaysThatItWasTakenBack()
    {
        var (robot, home) = await HomeAsync("su-abort");
        var sos = rig.Event("su-abort", "sos.hand-hold", id: "call-1");
        await robot.ReportEvent(sos);
        var receipt = await robot.ReportEvent(rig.Event("su-abort", "sos.abort", data: """{"of":"call-1"}"""));
        var incident = await rig.TheOpenIncidentAsync(home, IncidentCategory.Sos);
        Assert.Equal((true, true, incident.Id.Value), (incident.TakenBack, incident.IsOpen, receipt.IncidentId));
    }

    [Fact]
    public async Task Abort_OfAFall_GoesToTheFall()
    {
        var (robot, home) = await HomeAsync("su-abortfall");
        await robot.ReportEvent(rig.Event("su-abortfall", "sos.hand-hold"));
        await robot.ReportEvent(rig.Event("su-abortfall", "fall", id: "fall-1"));
        await robot.ReportEvent(rig.Event("su-abortfall", "sos.abort", data: """{"of":"fall-1"}"""));
        Assert.True((await rig.TheOpenIncidentAsync(home, IncidentCategory.Fall)).TakenBack);
        Assert.False((await rig.TheOpenIncidentAsync(home, IncidentCategory.Sos)).TakenBack);
    }

    [Fact]
    public async Task Abort_WithNothingOpen_IsKeptAndOpensNothing()
    {
        var (robot, home) = await HomeAsync("su-abortnone");
        var receipt = await robot.ReportEvent(rig.Event("su-abortnone", "sos.abort", data: """{"of":"unknown"}"""));
        Assert.Equal((ReceiptStatus.Accepted, null), (receipt.Status, receipt.IncidentId));
        Assert.Empty(await rig.OpenAsync(home));
    }

    [Fact]
    public async Task Presence_GoesToTheMostUrgentOpenIncident()
    {
        var (robot, home) = await HomeAsync("su-presence");
        await robot.ReportEvent(rig.Event("su-presence", "device.battery-low"));
        await robot.ReportEvent(rig.Event("su-presence", "sos.hand-hold"));
        var receipt = await robot.ReportEvent(rig.Event("su-presence", "presence.after-alarm"));
        var sos = await rig.TheOpenIncidentAsync(home, IncidentCategory.Sos);
        Assert.Equal(sos.Id.Value, receipt.IncidentId);
        Assert.Contains(rig.Log.Timeline(sos.Id), entry => entry.Kind == "PresenceReported");
    }

    [Fact]
    public async Task SignalsOfManyDevicesAtOnce_AreOneIncidentPerCategory()
    {
        var home = DeviceRig.Resident("su-many");
        var devices = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => rig.RegisterAsync($"su-many-{i}", subject: home)));
        await Task.WhenAll(devices.Select((device, i) => device.ReportEvent(rig.Event($"su-many-{i}", "sos.voice"))));
        Assert.Equal((Severity.Critical, 8), await SeverityAndCountAsync(home, IncidentCategory.Sos));
    }

    [Fact]
    public async Task Voices_OfAHome_NameRobotsFirstAndOnlyWhatSpeaks()
    {
        var home = DeviceRig.Resident("su-voices");
        await rig.RegisterAsync("su-voices-sensor", DeviceKind.Sensor, home);
        await rig.RegisterAsync("su-voices-speaker", DeviceKind.Speaker, home);
        await rig.RegisterAsync("su-voices-robot", DeviceKind.Robot, home);
        Assert.Equal(["su-voices-robot", "su-voices-speaker"], (await rig.ResidentGrain("su-voices").Voices()).Select(voice => voice.Id.Value));
        await rig.RegisterAsync("su-voices-robot", DeviceKind.Robot, DeviceRig.Resident("su-voices-other"));
        Assert.Equal(["su-voices-speaker"], (await rig.ResidentGrain("su-voices").Voices()).Select(voice => voice.Id.Value));
        Assert.Equal(["su-voices-robot"], (await rig.ResidentGrain("su-voices-other").Voices()).Select(voice => voice.Id.Value));
    }

    [Fact]
    public async Task Profile_OutOfItsRanges_IsRefused()
    {
        var profile = new ResidentProfile("Kim", "gu", null, null, null, "ko", null);
        var resident = rig.ResidentGrain("su-profile");
        foreach (var bad in new[] { profile with { Name = " " }, profile with { Language = "fr" }, profile with { Position = new GeoPoint(91, 0) }, profile with { Phone = new string('1', 33) } })
        {
            await Assert.ThrowsAnyAsync<ArgumentException>(() => resident.Save(bad));
        }
        Assert.Null(await resident.Get());
        await resident.Save(profile);
        Assert.Equal(profile, await resident.Get());
    }

    private async Task<(IDeviceGrain Robot, SubjectRef Home)> HomeAsync(string id)
    {
        var home = DeviceRig.Resident(id + "-home");
        return (await rig.RegisterAsync(id, subject: home), home);
    }

    private async Task<(Severity, int)> SeverityAndCountAsync(SubjectRef home, IncidentCategory category)
    {
        var incident = await rig.TheOpenIncidentAsync(home, category);
        return (incident.Severity, incident.SignalCount);
    }

    /// <summary>Tests share a clock, and it may be night: this person has hardly any.</summary>
    private Task WakefulAsync(string id) => rig.ResidentGrain(id + "-home").Save(
        new ResidentProfile("Kim", "gu", null, null, null, "ko", null) { QuietHours = new QuietHours(new TimeOnly(0, 0), new TimeOnly(0, 1)) });

    private string Since(int hours) => $$"""{"since":"{{rig.Now.AddHours(-hours):O}}"}""";
}
