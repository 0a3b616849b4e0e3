using SafetyHub.Devices;
using SafetyHub.Grains.Tests.Devices;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Residents;

public sealed class ResidentMergeTests(DeviceRig rig) : IClassFixture<DeviceRig>
{
    [Fact]
    public async Task Merge_WithAnOpenIncident_LeadsWhatComesNextToIt_AndKeepsBothHistories()
    {
        var (loser, winner) = await TwoAsync("rm-a", "rm-b");
        var robot = await rig.RegisterAsync("rm-a-bot", subject: DeviceRig.Resident("rm-a"));
        await robot.ReportEvent(rig.Event("rm-a-bot", "inactivity", data: """{"since":"2026-01-01T00:00:00Z"}"""));
        var open = await rig.TheOpenIncidentAsync(DeviceRig.Resident("rm-a"), IncidentCategory.Inactivity);
        var merged = await loser.Change(new MergeInto("user:lee", "rm-b", "entered twice"));
        Assert.Equal((ResidentRefusal.None, "rm-b"), (merged.Refusal, merged.Sheet!.MergedInto));
        await winner.Refresh();

        // The robot is still registered with the old record: its word reaches the open incident by way of the other.
        var receipt = await robot.ReportEvent(rig.Event("rm-a-bot", "conversation"));
        Assert.Equal((open.Id.Value, Condition.Cleared), (receipt.IncidentId, rig.Log.Snapshot(open.Id)!.Condition));
        var sos = await robot.ReportEvent(rig.Event("rm-a-bot", "sos.button"));
        Assert.Equal(sos.IncidentId, (await rig.TheOpenIncidentAsync(DeviceRig.Resident("rm-b"), IncidentCategory.Sos)).Id.Value);
        Assert.Equal("rm-b", (await loser.Sheet())!.Id);
        Assert.Equal(ResidentEventKind.MergedInto, rig.Book.History("rm-a")[^1].Kind);
        Assert.Equal(("user:lee", ResidentEventKind.Absorbed), (rig.Book.History("rm-b")[^1].Actor, rig.Book.History("rm-b")[^1].Kind));
    }

    [Fact]
    public async Task Merge_FillsWhatTheOtherLacks_AndOverwritesNothing()
    {
        var (loser, winner) = await TwoAsync("rm-c", "rm-d");
        await winner.Change(new SaveProfile("user:lee", new ResidentProfile("김순자", "ilsandong", null, null, "010-9", "ko", null)));
        await loser.Change(new SetConsent("user:lee", ConsentPurpose.Research, true, "form"));
        await loser.Change(new MergeInto("user:lee", "rm-d", "entered twice"));
        await winner.Refresh();
        var sheet = (await winner.Sheet())!;
        Assert.Equal(("010-9", "ilsandong", "화정로 27", 3), (sheet.Profile!.Phone, sheet.Profile.District, sheet.Profile.Address, sheet.Profile.Contacts.Count));
        Assert.Equal(ConsentPurpose.Research, Assert.Single(sheet.Consents).Purpose);
        Assert.Equal(["rm-c"], sheet.Aliases);
    }

    [Fact]
    public async Task Merge_BothWaysAtOnce_MakesNoCircle()
    {
        var (one, other) = await TwoAsync("rm-e", "rm-f");
        var both = await Task.WhenAll(one.Change(new MergeInto("user:a", "rm-f", "same")), other.Change(new MergeInto("user:b", "rm-e", "same")));
        Assert.Single(both, change => change.Refusal == ResidentRefusal.None);
        Assert.Single(new[] { rig.Book.File("rm-e")!, rig.Book.File("rm-f")! }, file => file.MergedInto is not null);
        Assert.NotNull(await one.Get());
        Assert.NotNull(await other.Get());
    }

    [Theory]
    [InlineData("rm-g", ResidentRefusal.SameRecord)]
    [InlineData("rm-nobody", ResidentRefusal.TargetUnusable)]
    public async Task Merge_IntoNothingUsable_IsRefused(string into, ResidentRefusal refusal)
    {
        var (loser, _) = await TwoAsync("rm-g", "rm-h");
        Assert.Equal(refusal, (await loser.Change(new MergeInto("user:lee", into, "same"))).Refusal);
    }

    [Fact]
    public async Task Alias_ChangedDirectly_IsRefused_AndErasedWithTheOther()
    {
        var (loser, winner) = await TwoAsync("rm-i", "rm-j");
        await loser.Change(new MergeInto("user:lee", "rm-j", "same"));
        await winner.Refresh();
        Assert.Equal(ResidentRefusal.Merged, (await loser.Change(new SetStatus("user:lee", ResidentStatus.Out))).Refusal);
        await winner.Change(new SetStatus("user:lee", ResidentStatus.Died));
        await winner.Change(new EraseRecord("hub", "time is over"));
        Assert.Null(rig.Book.File("rm-i")!.Profile);
        Assert.Null(rig.Book.File("rm-j")!.Profile);
    }

    private async Task<(IResidentGrain Loser, IResidentGrain Winner)> TwoAsync(string loser, string winner)
    {
        foreach (var id in new[] { loser, winner }) await rig.ResidentGrain(id).Change(new SaveProfile("user:lee", ResidentRecordTests.Sample()));
        return (rig.ResidentGrain(loser), rig.ResidentGrain(winner));
    }
}
