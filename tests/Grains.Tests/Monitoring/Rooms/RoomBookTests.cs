using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Tests.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

public sealed class RoomBookTests
{
    [Fact]
    public void Cameras_AllPositionsStaffed_AreSharedOutEvenlyAndInStretches()
    {
        var stage = new RoomStage();
        Assert.Equal(300, stage.Book.Unwatched);
        stage.Staff(1, 2, 3);
        Assert.Equal([100, 100, 100], stage.Book.Positions.Select(position => position.Cameras.Count));
        Assert.Equal(0, stage.Book.Unwatched);
        var numbers = stage[2].Cameras.Select(seat => int.Parse(seat.Camera.Id.Value[4..], System.Globalization.CultureInfo.InvariantCulture)).Order().ToList();
        Assert.Equal(99, numbers[^1] - numbers[0]);
    }

    [Fact]
    public void Position_ThatDoesNotRenew_LosesItsCamerasToTheOthersAndGetsThemBack()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var home = stage[2].Cameras.Select(seat => seat.Camera.Id).ToList();
        stage.Wait(1, silent: 2);
        Assert.False(stage[2].IsStaffed);
        Assert.Equal([150, 0, 150], stage.Book.Positions.Select(position => position.Cameras.Count));
        Assert.Equal(50, stage[1].Cameras.Count(seat => seat.From == "p2"));
        stage.Staff(2);
        Assert.Equal(home, stage[2].Cameras.Select(seat => seat.Camera.Id));
        Assert.All(stage.Book.Cameras.Values, seat => Assert.Null(seat.From));
    }

    [Fact]
    public void Position_HeldByOne_RefusesAnother()
    {
        var stage = new RoomStage();
        stage.Staff(1);
        var refused = stage.Book.SignIn("p1", "user:other", null, stage.Now);
        Assert.Equal(WallRefusal.PositionTaken, refused.Reason);
        Assert.Contains("user:op1", refused.Detail, StringComparison.Ordinal);
        Assert.Equal(WallRefusal.PositionTaken, stage.Book.SignOut("p1", "user:other", stage.Now).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.SignOut("p1", "user:op1", stage.Now).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.SignIn("p1", "user:other", null, stage.Now).Reason);
    }

    [Fact]
    public void Incident_OfACamera_GoesToTheDeskAndWallThatHaveTheCamera()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        stage.Orders();
        var incident = stage.Happen(150, Severity.High);
        Assert.Equal("p2", stage.Case(incident).Position!.Id);
        var (position, order) = Assert.Single(stage.Orders());
        Assert.Equal("p2", position.Id);
        Assert.Equal((WallStage.Id(150), incident.Id.Value), (Assert.Single(order.Notices).Camera.Id, order.Notices[0].Notice.Key));
        stage.Change(incident, now => now with { Outcome = Outcome.False });
        Assert.Equal(new NoticeEnd(WallStage.Id(150), incident.Id.Value), Assert.Single(Assert.Single(stage.Orders()).Order.Ended));
        Assert.Empty(stage.Book.Cases);
    }

    [Fact]
    public void Incident_OfAHome_RingsAtOnceAndIsShownByTheCameraNearby()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incident = stage.AtHome("kim");
        Assert.Single(stage.Rung);
        Assert.Empty(stage.Case(incident).Cameras);
        stage.Book.SetHome(new SubjectRef(SubjectKind.Resident, "kim"), new GeoPoint(37.6005, 126.8), stage.Now);
        Assert.Equal(WallStage.Id(0), stage.Case(incident).Cameras[0].Camera.Id);
        Assert.Single(stage.Rung);
    }

    [Fact]
    public void OlderWord_AboutAnIncident_ChangesNothing()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incident = stage.Happen(10, Severity.High);
        stage.Change(incident, now => now with { Owner = "user:op1" });
        stage.Book.Take(incident, stage.Now);
        Assert.Equal("user:op1", stage.Case(incident).Incident.Owner);
    }

    [Fact]
    public void Alarms_OfAnEmptyPosition_GoToWhoeverTakesItsCamerasOver()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var (fall, loitering) = (stage.Happen(150, Severity.Critical, IncidentCategory.Fall), stage.Happen(160, Severity.Medium));
        stage.Wait(1, silent: 2);
        var taken = stage.Case(fall);
        Assert.NotEqual("p2", taken.Position!.Id);
        Assert.True(taken.Rings);
        Assert.Equal(["p2"], Assert.Single(taken.Why).Arguments);
        Assert.False(stage.Case(loitering).Rings, "What is no emergency is listed, and rings nobody a second time");
        Assert.Equal(3, stage.Rung.Count);
    }

    [Fact]
    public void Alarms_WhileNobodySits_WaitAndOnlyEmergenciesRingWhenSomebodyComes()
    {
        var stage = new RoomStage();
        var (sos, crowd) = (stage.AtHome("kim"), stage.Happen(5, Severity.Medium));
        Assert.Empty(stage.Rung);
        stage.Staff(1);
        Assert.Single(stage.Rung);
        Assert.True(stage.Case(sos).Rings);
        Assert.NotNull(stage.Case(crowd).RangAt);
    }

    [Fact]
    public void HandOver_OfACamera_TakesItsAlarmsAlongUntilTheyAreOver()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2);
        var incident = stage.Happen(0, Severity.High);
        var camera = WallStage.Id(0);
        Assert.Equal(WallRefusal.PositionNotStaffed, stage.Book.HandOver("p1", new HandOverCamera("user:op1", camera, "p3", null), stage.Now).Reason);
        Assert.Equal(WallRefusal.NotYourCamera, stage.Book.HandOver("p2", new HandOverCamera("user:op2", camera, "p1", null), stage.Now).Reason);
        Assert.Equal(WallRefusal.AlreadyThere, stage.Book.HandOver("p1", new HandOverCamera("user:op1", camera, "p1", null), stage.Now).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.HandOver("p1", new HandOverCamera("user:op1", camera, "p2", "look at the gate"), stage.Now).Reason);
        Assert.Equal(("p2", true), (stage.Case(incident).Position!.Id, stage.Case(incident).Rings));
        Assert.Equal("p2", stage.Book.Cameras[camera].Owner!.Id);
        stage.Change(incident, now => now with { Outcome = Outcome.Real });
        Assert.Equal("p1", stage.Book.Cameras[camera].Owner!.Id);
    }

    [Fact]
    public void CriticalIncidents_MoreThanAWallCanShow_GoToWallsWithRoom()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        for (var camera = 0; camera < 20; camera++) stage.Happen(camera, Severity.Critical, IncidentCategory.Fire);
        Assert.All(stage.Book.Positions, position => Assert.InRange(position.Cases.Count, 1, 8));
    }

    [Fact]
    public void Room_AfterARestart_RingsNothingAgain()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incidents = Enumerable.Range(0, 30).Select(camera => stage.Happen(camera, Severity.Medium)).Append(stage.AtHome("kim")).ToList();
        Assert.NotEmpty(stage[1].Groups);
        var stored = stage.Book.Store(7);
        var again = new RoomStage();
        again.Book.Restore(stored, again.Now);
        foreach (var incident in incidents) again.Book.Take(incident, again.Now);
        Assert.Empty(again.Rung);
        Assert.Equal(stage[1].Groups.Values.Single().Members.Count, again[1].Groups.Values.Single().Members.Count);
        Assert.Equal(stage[1].Meter.Read("p1", stage.Now).LastHour, again[1].Meter.Read("p1", again.Now).LastHour);
        Assert.Equal("user:op2", again[2].Actor);
        Assert.Equal(stored.Cases.Count, again.Book.Store(7).Cases.Count);
    }

    [Fact]
    public void SilencedAlarm_SaysByWhomAndRingsAgainWhenTakenBack()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incident = stage.Happen(5, Severity.High);
        Assert.Equal(WallRefusal.NotSilenced, stage.Book.RingAgain("p1", incident.Id).Reason);
        Assert.Equal(WallRefusal.None, stage.Book.Silence("p1", new SilenceAlarm("user:op1", incident.Id), stage.Now).Reason);
        var alarm = Assert.Single(DeskPainter.Desk(stage[1], 1, stage.Now).Alarms);
        Assert.Equal((false, "user:op1", WallReasonKeys.Silenced), (alarm.Rings, alarm.SilencedBy, Assert.Single(alarm.Reasons).Key));
        Assert.Equal(WallRefusal.None, stage.Book.RingAgain("p1", incident.Id).Reason);
        Assert.Equal((true, 1), (stage.Case(incident).Rings, stage.Rung.Count));
        stage.Change(incident, now => now with { Owner = "user:op1" });
        Assert.Equal(WallRefusal.NotSilenced, stage.Book.RingAgain("p1", incident.Id).Reason);
    }

    [Fact]
    public void SilencedAlarm_ThatBecomesWorse_RingsAgain()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var (loitering, fall) = (stage.Happen(5, Severity.Medium), stage.Happen(120, Severity.High, IncidentCategory.Fall));
        stage.Book.Silence("p1", new SilenceAlarm("user:op1", loitering.Id), stage.Now);
        stage.Book.Silence("p2", new SilenceAlarm("user:op2", fall.Id), stage.Now);
        stage.Change(loitering, now => now with { Severity = Severity.High });
        stage.Change(fall, now => now with { Severity = Severity.Critical });
        Assert.True(stage.Case(loitering) is { Rings: true, Silenced: null } && stage.Case(fall) is { Rings: true, Silenced: null });
    }

    [Fact]
    public void Alarm_WhoseOwnerLostIt_IsPresentedAnew()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incident = stage.Happen(5, Severity.Medium);
        var owned = stage.Change(incident, now => now with { Owner = "user:op1" });
        Assert.False(stage.Case(incident).Rings);
        stage.Change(owned, now => now with { Owner = null });
        Assert.True(stage.Case(incident).Rings);
        Assert.Equal(2, stage.Rung.Count);
    }

    [Fact]
    public void Alarm_ThatCameWhileNobodySat_SaysSo()
    {
        var stage = new RoomStage();
        var crowd = stage.Happen(5, Severity.Medium);
        stage.Staff(1);
        var alarm = Assert.Single(DeskPainter.Desk(stage[1], 1, stage.Now).Alarms);
        Assert.Equal((false, WallReasonKeys.Waited), (alarm.Rings, Assert.Single(alarm.Reasons).Key));
        Assert.Equal(WallRefusal.None, stage.Book.RingAgain("p1", crowd.Id).Reason);
        Assert.True(stage.Case(crowd).Rings);
    }

    [Fact]
    public void Member_ThatBecameCriticalWhileTheRoomWasDown_RingsAfterTheRestart()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var incidents = Enumerable.Range(0, 30).Select(camera => stage.Happen(camera, Severity.Medium)).ToList();
        var member = incidents.First(incident => stage.Case(incident).Group is not null);
        var again = new RoomStage();
        again.Book.Restore(stage.Book.Store(7), again.Now);
        again.Book.Take(member with { Severity = Severity.Critical, Version = 2 }, again.Now);
        Assert.True(again.Case(member) is { Rings: true, Group: null });
        Assert.Single(again.Rung);
    }

    [Fact]
    public void Silence_AndWhereAnAlarmCameFrom_OutliveARestart()
    {
        var stage = new RoomStage();
        stage.Staff(1, 2, 3);
        var (silenced, taken) = (stage.Happen(5, Severity.High), stage.Happen(150, Severity.High));
        stage.Book.Silence("p1", new SilenceAlarm("user:op1", silenced.Id), stage.Now);
        stage.Wait(1, silent: 2);
        var again = new RoomStage();
        again.Book.Restore(System.Text.Json.JsonSerializer.Deserialize<RoomState>(System.Text.Json.JsonSerializer.Serialize(stage.Book.Store(7)))!, again.Now);
        foreach (var incident in new[] { silenced, taken }) again.Book.Take(incident, again.Now);
        Assert.Equal("user:op1", again.Case(silenced).Silenced!.By);
        Assert.Equal(["p2"], Assert.Single(again.Case(taken).Why).Arguments);
    }

    [Fact]
    public void Books_ThatAreFull_StillTakeWhatRingsAlways()
    {
        var stage = new RoomStage();
        for (var number = 0; number < RoomBook.MostCases + 3; number++) stage.Happen(number % 300, Severity.Low);
        var sos = stage.AtHome("kim");
        Assert.Equal((RoomBook.MostCases + 1, 3), (stage.Book.Cases.Count, stage.LeftOut));
        stage.Staff(1);
        Assert.True(stage.Case(sos).Rings);
    }
}
