using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Risk;

/// <summary>Hours without a sign of life: the ladder above, the person's own rhythm beneath, and what suspends both.</summary>
public sealed class InactivityTests
{
    [Fact]
    public void Silence_ByDay_ClimbsTheLadder_ThoughNoMessageComes()
    {
        var teller = new StoryTeller(StoryTeller.Mute, at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(7.9));
        Assert.Empty(teller.Raised);
        teller.Wait(TimeSpan.FromHours(0.2));
        Assert.Equal(Severity.Low, teller.Raised.Single().Severity);
        Assert.Contains(teller.Raised.Single().Reasons, reason => reason.Key == "risk.no-sign" && reason.Arguments[0] == "8");
        teller.Wait(TimeSpan.FromHours(16));
        Assert.Equal(Severity.High, teller.Raised.Last().Severity);
    }

    [Fact]
    public void Silence_WithAVoice_IsAskedAboutFirst_AndTheAnswerEndsIt()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(8.02));
        Assert.Equal(IncidentCategory.Inactivity, teller.Story.Memory.Question!.About.Single());
        teller.Say("checkin.answer", data: ("answer", "ok"));
        teller.Wait(TimeSpan.FromHours(2));
        Assert.Empty(teller.Raised);
    }

    [Fact]
    public void Silence_ThatNobodyAnswers_GoesToPeople_AndASignClearsIt()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(9));
        Assert.Equal(3, teller.Asked.Count());
        Assert.Empty(teller.Raised);
        teller.Wait(TimeSpan.FromHours(0.6));
        Assert.Equal(6, teller.Asked.Count());
        Assert.Equal((IncidentCategory.Inactivity, Severity.Medium), (teller.Raised.Single().Category, teller.Raised.Single().Severity));
        teller.Move();
        Assert.Empty(teller.Acts.OfType<ClearIncident>());
        teller.Wait(TimeSpan.FromMinutes(10));
        teller.Move();
        Assert.Equal(IncidentCategory.Inactivity, teller.Acts.OfType<ClearIncident>().Single().Category);
    }

    [Fact]
    public void Night_OfAnUnknownPerson_SuspendsTheFirstRung()
    {
        var teller = new StoryTeller(at: "2026-03-02T22:30:00+09:00");
        teller.Move();
        teller.WaitUntil("07:50");
        Assert.Empty(teller.Acts);
    }

    [Fact]
    public void Sleeper_WhoIsNotUpByTheEndOfTheNight_IsAskedAfter()
    {
        var teller = new StoryTeller(at: "2026-03-02T22:30:00+09:00");
        teller.Move();
        teller.WaitUntil("08:01");
        Assert.NotEmpty(teller.Asked);
    }

    [Fact]
    public void Rhythm_AfterAWeek_FindsALatePersonSoonerThanTheLadder()
    {
        var teller = new StoryTeller();
        for (var day = 0; day < 9; day++) teller.LiveADay();
        teller.Acts.Clear();
        teller.WaitUntil("07:00");
        teller.Move();
        teller.Wait(TimeSpan.FromMinutes(10));
        teller.Move();
        teller.WaitUntil("13:00");
        Assert.NotEmpty(teller.Asked);
        Assert.Contains(teller.Raised.Single().Reasons, reason => reason.Key == "risk.unusual");
    }

    [Fact]
    public void Rhythm_OfSomebodyWhoNaps_LearnsTheNap()
    {
        var teller = new StoryTeller();
        for (var day = 0; day < 9; day++)
        {
            teller.WaitUntil("07:00");
            for (var i = 0; i < 12; i++) { teller.Move(); teller.Wait(TimeSpan.FromMinutes(30)); }
            teller.WaitUntil("17:00");
            for (var i = 0; i < 11; i++) { teller.Move(); teller.Wait(TimeSpan.FromMinutes(30)); }
        }
        Assert.Empty(teller.Raised);
        Assert.Empty(teller.Asked);
    }

    [Fact]
    public void Hospital_SuspendsIt_AndComingHomeAccusesNobody()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Take(new CircumstancesChanged(teller.Now, StoryTeller.WithVoice with { Whereabouts = Whereabouts.InHospital }));
        teller.Wait(TimeSpan.FromDays(5));
        Assert.Empty(teller.Acts);
        teller.Take(new CircumstancesChanged(teller.Now, StoryTeller.WithVoice));
        teller.Wait(TimeSpan.FromHours(7));
        Assert.Empty(teller.Acts);
    }

    [Fact]
    public void Outing_SuspendsIt()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Say("outing.start");
        teller.Wait(TimeSpan.FromHours(15));
        Assert.Empty(teller.Acts);
    }

    [Fact]
    public void Home_ThatNobodyWatches_IsNotCalledInactive()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Say("device.silent", null, "pir", DeviceKind.Sensor);
        teller.Wait(TimeSpan.FromHours(30));
        Assert.DoesNotContain(teller.Raised, raised => raised.Category == IncidentCategory.Inactivity);
        teller.Say("device.returned", null, "pir", DeviceKind.Sensor);
        teller.Wait(TimeSpan.FromHours(7));
        Assert.DoesNotContain(teller.Raised, raised => raised.Category == IncidentCategory.Inactivity);
    }

    [Fact]
    public void Device_ThatCountsByItself_IsRelievedByWhatAnotherSaw()
    {
        var teller = new StoryTeller(at: "2026-03-02T20:00:00+09:00");
        teller.Move();
        teller.Say("inactivity", data: ("since", "2026-03-02T02:00:00Z"));
        Assert.Empty(teller.Raised);
        Assert.Empty(teller.Asked);
        Assert.Equal(RiskOutcome.Relieved, teller.Decided.Single().Outcome);
    }

    [Fact]
    public void Thresholds_OfAPerson_OnlyShorten()
    {
        var teller = new StoryTeller(StoryTeller.Mute with { Thresholds = new PersonalThresholds(InactivityLow: 4, InactivityMedium: 30) }, at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(4.1));
        Assert.Single(teller.Raised);
        teller.Wait(TimeSpan.FromHours(8));
        Assert.Equal(2, teller.Raised.Count());
    }

    [Fact]
    public void Movement_OnceAfterHours_EndsNoSilence()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(5));
        teller.Move();
        teller.Wait(TimeSpan.FromHours(3.1));
        Assert.NotEmpty(teller.Asked);
    }

    [Fact]
    public void Movement_TwiceWithinHalfAnHour_EndsIt()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(5));
        teller.Move();
        teller.Wait(TimeSpan.FromMinutes(20));
        teller.Move();
        teller.Wait(TimeSpan.FromHours(7.9));
        Assert.Empty(teller.Asked);
    }

    [Fact]
    public void Person_WhoWasQuietLongBeforeTheNight_IsNotTakenForASleeper()
    {
        var teller = new StoryTeller(at: "2026-03-02T15:00:00+09:00");
        teller.Move();
        teller.Wait(TimeSpan.FromHours(8.1));
        Assert.NotEmpty(teller.Asked);
    }

    [Fact]
    public void Decline_OverDays_IsToldToPeopleOnce()
    {
        var teller = new StoryTeller();
        for (var day = 0; day < 21; day++) teller.LiveADay();
        teller.Acts.Clear();
        for (var day = 0; day < 12; day++)
        {
            teller.WaitUntil("07:00");
            for (var times = 0; times < 6; times++)
            {
                teller.Move();
                teller.Wait(TimeSpan.FromMinutes(10));
                teller.Move();
                teller.Wait(TimeSpan.FromHours(2.4));
            }
        }
        Assert.Single(teller.Raised, raised => raised.TitleType == "risk.decline");
    }
}
