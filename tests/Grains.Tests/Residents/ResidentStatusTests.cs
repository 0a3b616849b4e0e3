using SafetyHub.Devices;
using SafetyHub.Grains.Residents;
using SafetyHub.Grains.Signals;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Residents;

public sealed class ResidentStatusTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Theory]
    [InlineData(ResidentStatus.Out)]
    [InlineData(ResidentStatus.InHospital)]
    [InlineData(ResidentStatus.Moved)]
    [InlineData(ResidentStatus.Died)]
    public async Task Away_SilenceAndMissedMeals_AreKeptAndWakeNobody(ResidentStatus status)
    {
        var (robot, resident) = await HomeAsync("rs-away-" + (int)status);
        await resident.Change(new SetStatus("user:lee", status));
        foreach (var (type, data) in new[] { ("inactivity", """{"since":"2026-01-01T00:00:00Z"}"""), ("meal.missed", "{}"), ("checkin.answer", """{"answer":"none"}""") })
        {
            var receipt = await robot.ReportEvent(rig.Event("rs-away-" + (int)status, type, data: data));
            Assert.Equal((ReceiptStatus.Accepted, null), (receipt.Status, receipt.IncidentId));
        }
        Assert.Empty(await rig.OpenAsync(DeviceRig.Resident("rs-away-" + (int)status)));
    }

    [Theory]
    [InlineData("sos.hand-hold", IncidentCategory.Sos)]
    [InlineData("fire", IncidentCategory.Fire)]
    [InlineData("gas", IncidentCategory.Fire)]
    [InlineData("fall", IncidentCategory.Fall)]
    public async Task Died_ACallForHelpFromTheHome_StillWakesAndSaysSo(string type, IncidentCategory category)
    {
        var id = "rs-died-" + type.Replace('.', '-');
        var (robot, resident) = await HomeAsync(id);
        await resident.Change(new SetStatus("user:lee", ResidentStatus.Died));
        await robot.ReportEvent(rig.Event(id, type));
        Assert.Equal(ResidentStatus.Died, (await rig.TheOpenIncidentAsync(DeviceRig.Resident(id), category)).Subject.Status);
    }

    [Fact]
    public async Task Moved_DeviceSilenceAndIntrusion_WakeNobody_AndNoDeviceIsAskedToSpeak()
    {
        var (robot, resident) = await HomeAsync("rs-moved");
        await resident.LinkDevice(DeviceId.Parse("rs-moved"), DeviceKind.Robot, linked: true);
        Assert.Single(await resident.Voices());
        await resident.Change(new SetStatus("user:lee", ResidentStatus.Moved));
        await robot.ReportEvent(rig.Event("rs-moved", "device.battery-low"));
        await robot.ReportEvent(rig.Event("rs-moved", "distress.sound"));
        Assert.Empty(await rig.OpenAsync(DeviceRig.Resident("rs-moved")));
        Assert.Empty(await resident.Voices());
    }

    [Fact]
    public async Task Hospital_ACheckInAnsweredWithACryForHelp_Wakes()
    {
        var (robot, resident) = await HomeAsync("rs-help");
        await resident.Change(new SetStatus("user:lee", ResidentStatus.InHospital));
        await robot.ReportEvent(rig.Event("rs-help", "checkin.answer", data: """{"answer":"help"}"""));
        Assert.Equal(Severity.Critical, (await rig.TheOpenIncidentAsync(DeviceRig.Resident("rs-help"), IncidentCategory.CheckIn)).Severity);
    }

    [Fact]
    public async Task Outing_ReportedByADevice_SetsOutAndBack_AsEventsOfTheDevice()
    {
        var (robot, resident) = await HomeAsync("rs-door");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        var start = rig.Event("rs-door", "outing.start");
        await robot.ReportEvent(start);
        Assert.Equal(ResidentStatus.Out, (await resident.Care()).Status);
        rig.Clock.Advance(TimeSpan.FromHours(1));
        await robot.ReportEvent(rig.Event("rs-door", "outing.end"));
        Assert.Equal(ResidentStatus.AtHome, (await resident.Care()).Status);
        await DeviceRig.ForgetAsync(robot);
        await robot.ReportEvent(start); // sent again after the device's word was lost on the way
        Assert.Equal(ResidentStatus.AtHome, (await resident.Care()).Status);
        Assert.Equal(["device:rs-door", "device:rs-door"], rig.Book.History("rs-door").Where(e => e.Kind == ResidentEventKind.StatusChanged).Select(e => e.Actor));
    }

    [Fact]
    public async Task Outing_WhoseEndWasMissed_EndsByItself()
    {
        var (robot, resident) = await HomeAsync("rs-forgot");
        rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await robot.ReportEvent(rig.Event("rs-forgot", "outing.start"));
        rig.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal(ResidentStatus.AtHome, (await resident.Care()).Status);
        await robot.ReportEvent(rig.Event("rs-forgot", "inactivity", data: """{"since":"2026-01-01T00:00:00Z"}"""));
        await rig.TheOpenIncidentAsync(DeviceRig.Resident("rs-forgot"), IncidentCategory.Inactivity);
        Assert.Equal("hub", rig.Book.History("rs-forgot")[^1].Actor);
    }

    [Fact]
    public async Task Hospital_EnteredByAPerson_IsNotEndedByADevice()
    {
        var (robot, resident) = await HomeAsync("rs-ward");
        await resident.Change(new SetStatus("user:lee", ResidentStatus.InHospital));
        rig.Clock.Advance(TimeSpan.FromDays(3));
        await robot.ReportEvent(rig.Event("rs-ward", "outing.end"));
        await robot.ReportEvent(rig.Event("rs-ward", "outing.start"));
        Assert.Equal(ResidentStatus.InHospital, (await resident.Care()).Status);
    }

    [Fact]
    public void AnySequenceOfChanges_KeepsTheRecordInOrder()
    {
        var random = new Random(20_261_125);
        for (var run = 0; run < 200; run++) Walk(random);
    }

    /// <summary>What must hold after each step, whatever the steps: versions without gaps, a date of erasure exactly for who has left, calls for help always heard.</summary>
    private static void Walk(Random random)
    {
        var (now, options) = (new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), new ResidentOptions());
        ResidentFile? file = null;
        for (var step = 0; step < 40; step++)
        {
            now += TimeSpan.FromMinutes(random.Next(1, 3_000));
            var decision = ResidentRules.Decide(file, AnyCommand(random), now, options);
            if (decision.Appends.Count == 0) continue;
            var next = Assert.Single(decision.Appends);
            Assert.Equal((file?.Version ?? 0) + 1, next.File.Version);
            Assert.Equal(next.File.Version, next.Event.Sequence);
            file = next.File;
            Assert.Equal(file.Standing.Status.HasLeft() && file.ErasedAt is null, file.EraseAt is not null);
            Assert.False(file.ErasedAt is not null && file.Profile is not null);
            Assert.True(file.Standing.Since <= now);
            var sos = EventInterpreter.Decide(TestSignals.Sos("x", now).Signal, new SignalOptions());
            Assert.True(StatusRules.Wakes(file.Standing.Status, sos));
        }
    }

    private static ResidentCommand AnyCommand(Random random) => random.Next(6) switch
    {
        0 => new SaveProfile("user:a", ResidentRecordTests.Sample("이름" + random.Next(3))),
        1 or 2 => new SetStatus("user:b", (ResidentStatus)random.Next(5)),
        3 => new SetConsent("user:c", (ConsentPurpose)random.Next(1, 8), random.Next(2) == 0, "the resident"),
        4 => new EraseRecord("hub", "time is over"),
        _ => new SetStatus("device:d", ResidentStatus.Out),
    };

    private async Task<(IDeviceGrain Robot, IResidentGrain Resident)> HomeAsync(string id)
    {
        var resident = rig.ResidentGrain(id);
        await resident.Change(new SaveProfile("user:lee", ResidentRecordTests.Sample()));
        return (await rig.RegisterAsync(id, subject: DeviceRig.Resident(id)), resident);
    }
}
