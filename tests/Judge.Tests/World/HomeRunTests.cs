using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;
using SafetyHub.Town.World.Playing;
using SafetyHub.Town.World.Rhythms;
using static SafetyHub.Judge.Tests.World.Sample;

namespace SafetyHub.Judge.Tests.World;

public sealed class HomeRunTests
{
    [Fact]
    public void Motion_OfAPersonWhoIsUp_IsCountedByDayAndHardlyAtNight()
    {
        var hub = new ScriptedHub();

        HomeRun.Play(Story(), hub);

        var hours = hub.Heard.Where(heard => heard.Message is DeviceReport { Motion: > 0 }).Select(heard => Calendar().Since(heard.At).TotalHours % 24).ToList();
        Assert.InRange(hours.Count(hour => hour is >= 6 and < 22), 150, 580);
        Assert.InRange(hours.Count(hour => hour is < 6 or >= 22), 0, 25);
    }

    [Fact]
    public void Person_OnTheFloor_MovesNoMoreAndIsHelpedOnceAHumanIsTold()
    {
        var fall = Emergency(EmergencyKind.Fall, At(1, 10), TimeSpan.FromHours(12));
        var hub = new ScriptedHub { NextDue = Calendar().At(At(1, 14)), OnDue = acts => acts.Add(new PeopleTold(Concern.Inactivity, Grade.Medium, true)) };

        var log = HomeRun.Play(Story(fall), hub);

        Assert.True(log.EmergencyEndedByHub);
        Assert.InRange(log.EmergencyEndedAt!.Value - At(1, 14), TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(45));
        var whileDown = hub.Heard.Count(heard => heard.Message is DeviceReport { Motion: > 0 } && Calendar().Since(heard.At) is var at && at > At(1, 10) && at < At(1, 14));
        Assert.InRange(whileDown, 0, 4);
        Assert.Equal([Concern.Inactivity], hub.Closed);
    }

    [Fact]
    public void Emergency_OfWhichNobodyIsTold_IsEndedByChanceAfterItsLimit()
    {
        var fall = Emergency(EmergencyKind.Fall, At(1, 10), TimeSpan.FromHours(12));

        var log = HomeRun.Play(Story(fall), new ScriptedHub());

        Assert.False(log.EmergencyEndedByHub);
        Assert.Equal(At(2, 10), log.EmergencyEndedAt);
    }

    [Fact]
    public void Responder_SentBeforeTheEmergencyBegan_DoesNotFindIt()
    {
        var fall = Emergency(EmergencyKind.Fall, At(1, 10), TimeSpan.FromHours(12));
        var hub = new ScriptedHub { NextDue = Calendar().At(At(1, 9.98)), OnDue = acts => acts.Add(new PeopleTold(Concern.Distress, Grade.High, true)) };

        var log = HomeRun.Play(Story(fall), hub);

        Assert.False(log.EmergencyEndedByHub);
        Assert.Equal([Concern.Distress], hub.Closed);
    }

    [Theory]
    [InlineData(12, "ok")]
    [InlineData(36, "none")]
    public void Question_ToSomebodyAwakeOrUnconscious_IsAnsweredAsTheyAre(int hour, string usual)
    {
        var answers = new List<string>();
        for (var minute = 0; minute < 60; minute++)
        {
            var collapse = Emergency(EmergencyKind.Collapse, At(1, 11), TimeSpan.FromHours(12));
            var hub = new ScriptedHub
            {
                NextDue = Calendar().At(TimeSpan.FromHours(hour) + TimeSpan.FromMinutes(minute)), OnDue = acts => acts.Add(new PersonAsked("robot-1", TimeSpan.FromSeconds(30), 1)),
            };
            HomeRun.Play(Story(collapse), hub);
            answers.Add(hub.Events.Single(said => said.Type == "checkin.answer").Data!);
        }

        Assert.InRange(answers.Count(answer => answer == $$"""{"answer":"{{usual}}"}"""), 35, 60);
    }

    [Fact]
    public void Answer_ThatNobodyGives_IsReportedAfterTheWaitAndNotBefore()
    {
        var collapse = Emergency(EmergencyKind.Collapse, At(1, 11), TimeSpan.FromHours(12));
        var hub = new ScriptedHub { NextDue = Calendar().At(At(1, 12)), OnDue = acts => acts.Add(new PersonAsked("robot-1", TimeSpan.FromSeconds(30), 1)) };

        HomeRun.Play(Story(collapse), hub);

        Assert.Equal(Calendar().At(At(1, 12)) + TimeSpan.FromSeconds(31), hub.Heard.Single(heard => heard.Message is DeviceEvent).At);
    }

    [Fact]
    public void Event_WhileTheHomeHasNoLink_ArrivesAfterwardsWithItsOwnTime()
    {
        var plan = Plan(Calendar());
        plan.Happenings.Add(new Happening(At(1, 10), DeviceRole.Robot, "touch", Need.Awake));
        var hub = new ScriptedHub();

        HomeRun.Play(Story(plan: plan, outages: new Outage(At(1, 9), At(1, 11), null, KeepsEvents: true)), hub);

        var (at, message) = hub.Heard.Single(heard => heard.Message is DeviceEvent);
        Assert.Equal(Calendar().At(At(1, 11)) + TimeSpan.FromSeconds(5), at);
        Assert.Equal(Calendar().At(At(1, 10)), ((DeviceEvent)message).At);
        Assert.Equal([true, true, false, false, true, true], hub.Heard.Select(heard => heard.Message).OfType<DevicePresence>().Select(presence => presence.Online));
        Assert.DoesNotContain(hub.Heard, heard => heard.Message is DeviceReport && Calendar().Since(heard.At) is var time && time >= At(1, 9) && time < At(1, 11));
    }

    [Fact]
    public void Dose_OfSomebodyUnconscious_IsReportedMissed()
    {
        var plan = Plan(Calendar());
        plan.Happenings.Add(new Happening(At(1, 12), DeviceRole.Robot, "medication", Need.Due));
        var hub = new ScriptedHub();

        HomeRun.Play(Story(Emergency(EmergencyKind.Collapse, At(1, 11), TimeSpan.FromHours(12)), plan), hub);

        Assert.Equal("medication.missed", Assert.Single(hub.Events).Type);
    }

    [Fact]
    public void Stay_ThatNobodyEntered_IsEnteredByWhoAsks()
    {
        var plan = Plan(Calendar());
        plan.Stays.Add(new Stay(At(0, 9), At(2, 15), Doing.Hospital, null));
        plan.Paint(At(0, 9), At(2, 15), Doing.Hospital);
        var hub = new ScriptedHub { NextDue = Calendar().At(At(1, 12)), OnDue = acts => acts.Add(new PeopleTold(Concern.Inactivity, Grade.Medium, true)) };

        HomeRun.Play(Story(plan: plan), hub);

        Assert.Equal([Whereabouts.InHospital, Whereabouts.AtHome], hub.Heard.Select(heard => heard.Message).OfType<WhereaboutsEntered>().Select(entered => entered.Whereabouts));
    }

    [Fact]
    public void Hub_ThatNeverMovesOn_IsStopped()
    {
        var hub = new ScriptedHub { NextDue = Calendar().At(At(1, 0)) };

        var failure = Assert.Throws<InvalidOperationException>(() => HomeRun.Play(Story(), hub));

        Assert.Contains("does not move on", failure.Message, StringComparison.Ordinal);
    }
}
