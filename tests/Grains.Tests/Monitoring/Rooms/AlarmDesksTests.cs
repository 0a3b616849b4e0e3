using CsCheck;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Tests.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

public sealed class AlarmDesksTests
{
    [Theory]
    [InlineData(IncidentCategory.Sos, Severity.Low)]
    [InlineData(IncidentCategory.Fall, Severity.Medium)]
    [InlineData(IncidentCategory.Fire, Severity.High)]
    [InlineData(IncidentCategory.Intrusion, Severity.Critical)]
    public void ProtectedAlarm_AtADeskInFlood_RingsByItself(IncidentCategory category, Severity severity)
    {
        var stage = Flooded(out _);
        var alarm = stage.Happen(50, severity, category);
        Assert.Equal((true, null), (stage.Case(alarm).Rings, stage.Case(alarm).Group));
    }

    [Fact]
    public void LowAlarms_BeyondTheDesksRoom_AreBundledByPlaceWithAReason()
    {
        var stage = new RoomStage(positions: 1);
        stage.Staff(1);
        for (var camera = 0; camera < 60; camera += 20) stage.Happen(camera, Severity.High, (IncidentCategory)(9 + (camera / 20)));
        var late = stage.Happen(100, Severity.Medium, IncidentCategory.Crowd);
        var group = stage.Case(late).Group!;
        Assert.Equal("Place 100", group.Place);
        Assert.Equal((WallReasonKeys.GroupedForBudget, "3"), (group.Reason.Key, group.Reason.Arguments[0]));
        Assert.Null(stage.Case(late).RangAt);
        var near = stage.Happen(101, Severity.Medium, IncidentCategory.Abandoned);
        Assert.Same(group, stage.Case(near).Group);
        var seen = DeskPainter.Desk(stage[1], 1, stage.Now);
        Assert.Equal([near.Id, late.Id], Assert.Single(seen.Groups).Members.Select(member => member.Incident).OrderByDescending(id => id == near.Id));
        Assert.Equal((3, 2, BudgetStage.Rebalancing), (seen.Alarms.Count, seen.Budget.GroupedLastHour, seen.Budget.Stage));
    }

    [Fact]
    public void Group_OnceTheDeskHasRoom_RingsAsOne()
    {
        var stage = new RoomStage(positions: 1);
        stage.Staff(1);
        for (var camera = 0; camera < 100; camera += 10) stage.Happen(camera, Severity.Medium, (IncidentCategory)(9 + (camera / 10 % 3)));
        var rung = stage.Rung.Count;
        Assert.All(stage[1].Groups.Values, group => Assert.Null(group.RangAt));
        stage.Wait(40);
        var rang = stage[1].Groups.Values.Where(group => group.RangAt is not null).ToList();
        Assert.NotEmpty(rang);
        Assert.Equal(rung + rang.Count, stage.Rung.Count);
        Assert.All(rang, group => Assert.True(group.Rings));
    }

    [Fact]
    public void ManyOfOneKind_WithinMinutes_AreAWave()
    {
        var stage = new RoomStage(positions: 1, options: new RoomOptions { AlarmsPerHour = 60 });
        stage.Staff(1);
        var alarms = Enumerable.Range(0, 6).Select(camera => stage.Happen(camera * 20, Severity.Medium)).ToList();
        Assert.Equal(3, alarms.Count(alarm => stage.Case(alarm).RangAt is not null));
        var group = Assert.Single(stage[1].Groups.Values);
        Assert.Equal((WallReasonKeys.GroupedForWave, 3, "deogyang-gu"), (group.Reason.Key, group.Members.Count, group.Place));
    }

    [Fact]
    public void AlarmOfADeskNearItsLine_WhereAnotherHasRoom_RingsThere()
    {
        var stage = new RoomStage(positions: 2);
        stage.Staff(1, 2);
        for (var camera = 0; camera < 60; camera += 20) stage.Happen(camera, Severity.High, (IncidentCategory)(9 + (camera / 20)));
        var moved = stage.Happen(80, Severity.High, IncidentCategory.Unknown);
        var open = stage.Case(moved);
        Assert.Equal(("p2", true), (open.Position!.Id, open.Rings));
        Assert.Equal((WallReasonKeys.Rebalanced, "p1"), (open.Why[0].Key, open.Why[0].Arguments[0]));
        Assert.Equal(1, stage[1].Meter.Read("p1", stage.Now).MovedLastHour);
    }

    [Fact]
    public void Group_TakenApartByAPerson_RingsEachAndStaysApart()
    {
        var stage = Flooded(out var group);
        var members = group.Members.Values.ToList();
        Assert.Equal(WallRefusal.InvalidArgument, stage.Book.Ungroup("p1", new UngroupAlarms("user:op1", group.Id, TimeSpan.FromDays(1)), stage.Now).Reason);
        Assert.Equal(WallRefusal.NoSuchGroup, stage.Book.Ungroup("p1", new UngroupAlarms("user:op1", "grp_none", TimeSpan.FromHours(1)), stage.Now).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.Ungroup("p1", new UngroupAlarms("user:op1", group.Id, TimeSpan.FromHours(1)), stage.Now).Reason);
        Assert.All(members, member => Assert.True(member.Rings && member.Group is null));
        Assert.DoesNotContain(group.Id, stage[1].Groups.Keys);
        Assert.NotNull(stage.Case(stage.Happen(4, Severity.Low)).RangAt);
    }

    [Fact]
    public void Member_ThatBecomesCritical_LeavesItsGroupAndRings()
    {
        var stage = Flooded(out var group);
        var member = group.Members.Values.First();
        stage.Change(member.Incident, now => now with { Severity = Severity.Critical });
        Assert.True(member.Rings);
        Assert.DoesNotContain(member, group.Members.Values);
    }

    [Fact]
    public void Group_WhoseMembersAreAllOver_IsGone()
    {
        var stage = Flooded(out var group);
        foreach (var member in group.Members.Values.ToList()) stage.Change(member.Incident, now => now with { Outcome = Outcome.False });
        Assert.DoesNotContain(group.Id, stage[1].Groups.Keys);
    }

    [Fact]
    public void Silence_OfAMember_SilencesTheGroupAndOfAnUnknownAlarmIsRefused()
    {
        var stage = new RoomStage(positions: 1);
        stage.Staff(1);
        for (var camera = 0; camera < 100; camera += 10) stage.Happen(camera, Severity.Medium, (IncidentCategory)(9 + (camera / 10 % 3)));
        stage.Wait(40);
        var group = stage[1].Groups.Values.First(candidate => candidate.Rings);
        Assert.Equal(WallRefusal.None, stage.Book.Silence("p1", new SilenceAlarm("user:op1", group.Members.Keys.First()), stage.Now).Reason);
        Assert.Equal((false, "user:op1"), (group.Rings, group.Silenced!.By));
        Assert.Equal(WallRefusal.NoSuchAlarm, stage.Book.Silence("p1", new SilenceAlarm("user:op1", WallStage.Incident(9_999)), stage.Now).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.RingAgain("p1", group.Members.Keys.First()).Reason);
        Assert.True(group.Rings);
    }

    [Fact]
    public void Desk_UnderAnyLoadOfAlarmsThatMayBeBundled_StaysBelowItsLine() =>
        Gen.Select(Gen.Int[1, 2_000], Gen.Int[0, 1_000_000]).Sample(
            (perHour, seed) =>
            {
                var random = new Random(seed);
                var stage = new RoomStage(positions: 1);
                stage.Staff(1);
                for (var i = 0; i < 8 * 120; i++)
                {
                    var count = (perHour / 120) + (random.NextDouble() < perHour / 120.0 % 1 ? 1 : 0);
                    for (var j = 0; j < count; j++) stage.Happen(random.Next(300), (Severity)random.Next(1, 4), (IncidentCategory)random.Next(9, 13), random.NextDouble());
                    stage.Wait(0.5);
                    foreach (var open in stage.Book.Cases.Values.Where(_ => random.Next(200) == 0).ToList()) stage.Change(open.Incident, now => now with { Outcome = Outcome.False });
                    Assert.All(stage.Book.Cases.Values, open => Assert.True(open.IsPresented));
                }
                var budget = stage[1].Meter.Read("p1", stage.Now);
                Assert.True(budget.AverageHourly <= 6, $"{perHour} an hour: {budget.AverageHourly} rang");
                Assert.Equal(0, budget.FloodShare);
            },
            iter: 6, threads: 1);

    /// <summary>A desk with 12 emergencies within a minute, and a group of two.</summary>
    private static RoomStage Flooded(out DeskGroup group)
    {
        var stage = new RoomStage(positions: 1);
        stage.Staff(1);
        for (var i = 0; i < 12; i++) stage.AtHome($"home-{i}");
        Assert.True(stage[1].Meter.IsFlood);
        var bundled = stage.Happen(2, Severity.Medium);
        stage.Happen(3, Severity.Low);
        group = stage.Case(bundled).Group!;
        Assert.Equal((2, WallReasonKeys.GroupedForFlood), (group.Members.Count, group.Reason.Key));
        return stage;
    }
}
