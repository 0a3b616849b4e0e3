using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Residents;

public sealed class ResidentRecordTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    private const string Lee = "user:lee";

    [Fact]
    public async Task Profile_Saved_IsInTheHistoryWithAuthorAndFields()
    {
        var resident = rig.ResidentGrain("rr-new");
        var made = await resident.Change(new SaveProfile(Lee, Sample()));
        Assert.Equal((ResidentRefusal.None, true, 1), (made.Refusal, made.Changed, made.Sheet!.Version));
        Assert.False((await resident.Change(new SaveProfile(Lee, Sample()))).Changed);
        await resident.Change(new SaveProfile("token:import", Sample() with { Phone = "010-2", Conditions = "심장" }));
        await resident.Change(new SaveProfile(Lee, Sample() with { Phone = "010-3", Conditions = "심장" }, "wrong digit"));
        Assert.Equal([ResidentEventKind.Created, ResidentEventKind.Changed, ResidentEventKind.Corrected], rig.Book.History("rr-new").Select(e => e.Kind));
        var changed = rig.Book.History("rr-new")[1];
        Assert.Equal(("token:import", "conditions,phone"), (changed.Actor, string.Join(',', changed.Fields.Order())));
        Assert.Contains(new FieldChange("phone", "010-1", "010-2"), changed.Changes);
        Assert.Equal("wrong digit", rig.Book.History("rr-new")[2].Reason);
    }

    [Fact]
    public async Task Profile_SavedOnAnOldVersion_IsRefused()
    {
        var resident = rig.ResidentGrain("rr-old");
        await resident.Change(new SaveProfile(Lee, Sample(), IfVersion: 0));
        Assert.Equal(ResidentRefusal.Outdated, (await resident.Change(new SaveProfile(Lee, Sample() with { Phone = "010-9" }, IfVersion: 0))).Refusal);
        Assert.Equal(ResidentRefusal.None, (await resident.Change(new SaveProfile(Lee, Sample() with { Phone = "010-9" }, IfVersion: 1))).Refusal);
    }

    [Theory]
    [InlineData(1899)]
    [InlineData(3000)]
    public async Task Profile_WithImpossibleYear_IsRefusedAndChangesNothing(int year)
    {
        var resident = rig.ResidentGrain($"rr-year-{year}");
        await Assert.ThrowsAsync<ArgumentException>(() => resident.Change(new SaveProfile(Lee, Sample() with { BirthYear = year })));
        Assert.Null(await resident.Sheet());
    }

    [Fact]
    public async Task Record_WithFewerThanThreeContacts_LacksThem()
    {
        var resident = rig.ResidentGrain("rr-lack");
        await resident.Change(new SaveProfile(Lee, Sample() with { Contacts = [new("딸", "딸", "1"), new("아들", "아들", "2")] }));
        Assert.Equal(["contacts"], (await resident.Get())!.Missing());
        await resident.Change(new SaveProfile(Lee, Sample()));
        Assert.Empty((await resident.Get())!.Missing());
    }

    [Fact]
    public async Task Status_MovedThenBack_SetsAndStopsTheClockOfErasure()
    {
        var resident = rig.ResidentGrain("rr-clock");
        await resident.Change(new SaveProfile(Lee, Sample()));
        var moved = await resident.Change(new SetStatus(Lee, ResidentStatus.Moved, null, "to the son in Busan"));
        Assert.Equal(rig.Now + TimeSpan.FromDays(90), moved.Sheet!.EraseAt);
        var died = await resident.Change(new SetStatus(Lee, ResidentStatus.Died));
        Assert.Equal(moved.Sheet.EraseAt, died.Sheet!.EraseAt);
        var back = await resident.Change(new SetStatus(Lee, ResidentStatus.AtHome));
        Assert.Null(back.Sheet!.EraseAt);
        Assert.Equal(3, rig.Book.History("rr-clock").Count(e => e is { Kind: ResidentEventKind.StatusChanged, Actor: Lee }));
        await Assert.ThrowsAsync<ArgumentException>(() => resident.Change(new SetStatus(Lee, ResidentStatus.Out, rig.Now.AddHours(1))));
    }

    [Fact]
    public async Task Erasure_InCareOrWithAnOpenIncident_IsRefused_ThenTakesEverythingPersonal()
    {
        var resident = rig.ResidentGrain("rr-erase");
        await resident.Change(new SaveProfile(Lee, Sample()));
        Assert.Equal(ResidentRefusal.InCare, (await resident.Change(new EraseRecord(Lee, "wish"))).Refusal);
        var robot = await rig.RegisterAsync("rr-erase-bot", subject: DeviceRig.Resident("rr-erase"));
        await resident.Change(new SetStatus(Lee, ResidentStatus.Moved, null, "son"));
        await robot.ReportEvent(rig.Event("rr-erase-bot", "sos.button"));
        Assert.Equal(ResidentRefusal.IncidentOpen, (await resident.Change(new EraseRecord("hub", "time is over"))).Refusal);
        var open = await rig.TheOpenIncidentAsync(DeviceRig.Resident("rr-erase"), IncidentCategory.Sos);
        var incident = rig.Grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(open.Id));
        await incident.Execute(new Acknowledge(Lee, null));
        await incident.Execute(new Resolve(Lee, null, Outcome.False, "nobody"));
        var erased = await resident.Change(new EraseRecord("hub", "time is over"));
        Assert.Equal((ResidentRefusal.None, null, rig.Now), (erased.Refusal, erased.Sheet!.Profile, erased.Sheet.ErasedAt));
        Assert.Null(erased.Sheet.Standing.Note);
        Assert.Equal(("rr-erase", "deogyang"), ((await resident.Describe()).Name, (await resident.Describe()).District));
        Assert.Equal(ResidentRefusal.Erased, (await resident.Change(new SaveProfile(Lee, Sample()))).Refusal);
    }

    [Fact]
    public async Task Record_ChangedElsewhere_IsReadAgainAndNothingIsLost()
    {
        var resident = rig.ResidentGrain("rr-race");
        await resident.Change(new SaveProfile(Lee, Sample()));
        var stale = rig.Book.File("rr-race")!;
        rig.Book.BeforeAppend = () =>
        {
            rig.Book.BeforeAppend = null;
            var other = stale with { Version = 2, Standing = stale.Standing with { Status = ResidentStatus.InHospital } };
            rig.Book.AppendAsync([new(other, new ResidentEvent(2, rig.Now, "user:other", ResidentEventKind.StatusChanged, [], null, []))], CancellationToken.None);
        };
        var change = await resident.Change(new SetConsent(Lee, ConsentPurpose.MoodTrend, true, "the resident"));
        Assert.Equal((3, ResidentStatus.InHospital), (change.Sheet!.Version, change.Sheet.Standing.Status));
        Assert.Single(change.Sheet.Consents);
    }

    internal static ResidentProfile Sample(string name = "김순자") => new(name, "deogyang", new GeoPoint(37.6, 126.8), "화정로 27", "010-1", "ko", "worker-park")
    {
        BirthYear = 1941, Contacts = [new("김딸", "딸", "010-11"), new("김아들", "아들", "010-12"), new("이웃", "이웃", "010-13")], Access = "1234#", QuietHours = new(new(22, 0), new(7, 0)),
    };
}
