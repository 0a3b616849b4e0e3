using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Tests.Risk;

public sealed class PersonStoryTests
{
    [Theory]
    [InlineData("sos.hand-hold", IncidentCategory.Sos)]
    [InlineData("sos.voice", IncidentCategory.Sos)]
    [InlineData("sos.button", IncidentCategory.Sos)]
    [InlineData("fire", IncidentCategory.Fire)]
    [InlineData("smoke", IncidentCategory.Fire)]
    [InlineData("gas", IncidentCategory.Fire)]
    public void CallForHelpOrFire_AtThreeInTheNight_GoesToPeopleAtOnce(string type, IncidentCategory category)
    {
        var teller = new StoryTeller(at: "2026-03-02T03:00:00+09:00");
        teller.Say(type);
        var raised = Assert.Single(teller.Raised);
        Assert.Equal((category, Severity.Critical, "doll/1"), (raised.Category, raised.Severity, raised.SignalId));
        Assert.Empty(teller.Asked);
    }

    [Fact]
    public void Fall_ThatASensorIsSureOf_GoesToPeopleWithoutAQuestion()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.95, "radar", DeviceKind.Sensor);
        Assert.Equal(Severity.Critical, Assert.Single(teller.Raised).Severity);
        Assert.Empty(teller.Asked);
    }

    [Fact]
    public void Fall_ThatIsUncertain_AsksThreeTimesAndThenGoesToPeople()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        Assert.Empty(teller.Raised);
        teller.Wait(TimeSpan.FromSeconds(359));
        Assert.Equal([1, 2, 3], teller.Asked.Select(ask => ask.Attempt));
        Assert.Empty(teller.Raised);
        teller.Wait(TimeSpan.FromSeconds(2));
        var raised = Assert.Single(teller.Raised);
        Assert.Equal((IncidentCategory.Fall, Severity.Critical, "fall"), (raised.Category, raised.Severity, raised.TitleType));
        Assert.Contains(raised.Reasons, reason => reason.Key == "risk.no-answer" && reason.Arguments[0] == "3");
        Assert.Contains(raised.Reasons, reason => reason.Key == "risk.rule" && reason.Arguments[1].Contains("fall is suspected", StringComparison.Ordinal));
        Assert.NotEmpty(raised.WouldChange);
        Assert.Equal(3, teller.Asked.Count());
    }

    [Fact]
    public void Fall_ConfirmedByASecondDevice_GoesToPeopleAtOnce()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.6);
        teller.Say("fall", 0.6, "radar", DeviceKind.Sensor);
        var raised = Assert.Single(teller.Raised);
        Assert.Contains(raised.Reasons, reason => reason.Arguments.Contains("Another device noticed it too"));
    }

    [Fact]
    public void Fall_AnsweredOk_WakesNobodyAndIsKeptForTheCaseworker()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        teller.Wait(TimeSpan.FromSeconds(10));
        teller.Say("checkin.answer", data: ("answer", "ok"));
        teller.Wait(TimeSpan.FromHours(3));
        Assert.Empty(teller.Raised);
        var decision = Assert.Single(teller.Decided);
        Assert.Equal((RiskOutcome.SaidOk, IncidentCategory.Fall), (decision.Outcome, decision.Category));
        Assert.Equal(["fall-likely"], decision.Rules);
    }

    [Fact]
    public void Ok_ThatAHumanDoubts_IsOverridden()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        teller.Say("checkin.answer", data: ("answer", "ok"));
        teller.Take(new LookedAnyway(teller.Now, teller.Decided.Single().Id, "user:kim"));
        var raised = Assert.Single(teller.Raised);
        Assert.Equal(("risk.look-anyway", "user:kim"), (raised.Reasons[0].Key, raised.Reasons[0].Arguments[0]));
        Assert.Equal("user:kim", teller.Story.Memory.Decisions.Single().OverriddenBy);
    }

    [Fact]
    public void Help_AsAnAnswer_GoesToPeopleAtOnce()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        teller.Say("checkin.answer", data: ("answer", "help"));
        var raised = Assert.Single(teller.Raised);
        Assert.Equal((IncidentCategory.CheckIn, Severity.Critical), (raised.Category, raised.Severity));
        Assert.Null(teller.Story.Memory.Question);
    }

    [Fact]
    public void Doll_ThatFellAndWasPickedUp_AsksOnceAndWakesNobody()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        teller.Wait(TimeSpan.FromSeconds(20));
        teller.Say("touch");
        teller.Wait(TimeSpan.FromHours(2));
        Assert.Single(teller.Asked);
        Assert.Empty(teller.Raised);
        Assert.Equal(RiskOutcome.Relieved, teller.Decided.Single().Outcome);
    }

    [Fact]
    public void Doll_ThatFellOffTheTableAtNight_WakesNobody()
    {
        var teller = new StoryTeller(at: "2026-03-02T22:00:00+09:00");
        teller.Move();
        teller.WaitUntil("03:00");
        teller.Say("fall", 0.6);
        teller.WaitUntil("06:30");
        Assert.Empty(teller.Asked);
        Assert.Empty(teller.Raised);
        Assert.Equal(RiskOutcome.WaitedAtNight, teller.Decided.First().Outcome);
    }

    [Fact]
    public void Fall_AtNightAfterGettingUp_IsAskedAboutGentlyAndFound()
    {
        var teller = new StoryTeller(at: "2026-03-02T22:00:00+09:00");
        teller.Move();
        teller.WaitUntil("03:00");
        teller.Move();
        teller.Wait(TimeSpan.FromMinutes(1));
        teller.Say("fall", 0.6);
        Assert.True(teller.Asked.Single().Gently);
        teller.Wait(TimeSpan.FromMinutes(7));
        Assert.Equal(IncidentCategory.Fall, teller.Raised.Single().Category);
    }

    [Fact]
    public void Suspicion_WithoutAVoice_GoesToPeopleAndSaysWhyNobodyWasAsked()
    {
        var teller = new StoryTeller(StoryTeller.Mute);
        teller.Say("fall", 0.7);
        Assert.Equal("risk.no-voice", teller.Raised.Single().Reasons[0].Key);
    }

    [Fact]
    public void Question_ThatTheDollCannotAsk_IsAskedByTheSpeaker_AndThenGoesToPeople()
    {
        var teller = new StoryTeller(new PersonContext { Voices = [new("doll", DeviceKind.Robot), new("speaker", DeviceKind.Speaker)] });
        teller.Say("fall", 0.7);
        teller.Take(new AskingFailed(teller.Now, teller.Asked.Last().QuestionId, 1));
        Assert.Equal(["doll", "speaker"], teller.Asked.Select(ask => ask.Device));
        Assert.Empty(teller.Raised);
        teller.Take(new AskingFailed(teller.Now, teller.Asked.Last().QuestionId, 1));
        Assert.Equal("risk.no-voice", teller.Raised.Single().Reasons[0].Key);
    }

    [Fact]
    public void Person_WhoIsNotToBeAsked_IsNot()
    {
        var teller = new StoryTeller(StoryTeller.WithVoice with { Thresholds = new PersonalThresholds(AskFirst: false) });
        teller.Say("fall", 0.7);
        Assert.Empty(teller.Asked);
        Assert.Equal("risk.not-asked", teller.Raised.Single().Reasons[0].Key);
    }

    [Fact]
    public void Severity_OfAFall_FallsWhenThePersonSaysOkAfterwards_AndTheIncidentIsNotClosed()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.95, "radar", DeviceKind.Sensor);
        teller.Wait(TimeSpan.FromMinutes(1));
        teller.Say("checkin.answer", data: ("answer", "ok"));
        var lowered = teller.Raised.Last();
        Assert.Equal((Severity.Medium, true, IncidentCategory.Fall), (lowered.Severity, lowered.MayLower, lowered.Category));
    }

    [Fact]
    public void SelfHarmTalk_GoesToPeopleAsHigh()
    {
        var teller = new StoryTeller();
        teller.Say("sentiment.negative", 0.8, "speaker", DeviceKind.Speaker, ("category", "self-harm"));
        Assert.Equal((IncidentCategory.Mood, Severity.High), (teller.Raised.Single().Category, teller.Raised.Single().Severity));
    }

    [Fact]
    public void MissedMedicine_IsRemembered_AndFourInADayAreAskedAbout()
    {
        var teller = new StoryTeller();
        for (var missed = 0; missed < 3; missed++)
        {
            teller.Say("medication.missed");
            teller.Wait(TimeSpan.FromHours(2));
            teller.Move();
        }
        Assert.Empty(teller.Asked);
        teller.Say("medication.missed");
        Assert.Single(teller.Asked);
        Assert.Empty(teller.Raised);
    }

    [Fact]
    public void MissedMedicine_OfSomebodyWhoIsOut_SaysNothing()
    {
        var teller = new StoryTeller();
        teller.Say("outing.start");
        for (var missed = 0; missed < 6; missed++)
        {
            teller.Wait(TimeSpan.FromHours(1));
            teller.Say("medication.missed");
        }
        Assert.Empty(teller.Asked);
        Assert.Empty(teller.Raised);
    }

    [Fact]
    public void Silence_ToldByTheDeviceALittleLate_EndsNoOtherAttempt()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.8);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            teller.Wait(TimeSpan.FromSeconds(121));
            teller.Say("checkin.answer", data: ("answer", "none"));
            if (attempt < 2) Assert.Empty(teller.Raised);
        }
        Assert.Equal(3, teller.Asked.Count());
        Assert.Equal(IncidentCategory.Fall, teller.Raised.Single().Category);
    }

    [Fact]
    public void Suspicion_ThatHumansHave_IsNotToldAgainForWhatTheyKnow()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.9, "radar", DeviceKind.Sensor);
        Assert.Single(teller.Raised);
        teller.Wait(TimeSpan.FromMinutes(6));
        teller.Say("fall", 0.3);
        Assert.Single(teller.Raised);
        teller.Wait(TimeSpan.FromMinutes(6));
        teller.Say("fall", 0.9, "radar", DeviceKind.Sensor);
        Assert.Equal(2, teller.Raised.Count());
    }

    [Fact]
    public void Combination_OfStillnessMissedMedicineAndASilentSpeaker_IsAskedAbout()
    {
        var teller = new StoryTeller(at: "2026-03-02T09:00:00+09:00");
        teller.Say("conversation", null, "speaker", DeviceKind.Speaker);
        teller.Move();
        teller.Say("device.silent", null, "speaker", DeviceKind.Speaker);
        teller.Wait(TimeSpan.FromHours(2));
        teller.Say("medication.missed");
        teller.Wait(TimeSpan.FromHours(1.9));
        Assert.Empty(teller.Asked);
        teller.Wait(TimeSpan.FromHours(0.2));
        Assert.NotEmpty(teller.Asked);
        var raised = teller.Raised.Single(act => act.Category == IncidentCategory.CheckIn);
        Assert.Equal("risk.combination", raised.TitleType);
    }

    [Fact]
    public void Signal_TakenTwice_ChangesNothing()
    {
        var teller = new StoryTeller();
        var fall = new DeviceSaid(teller.Now, "doll/x", "fall", "doll", DeviceKind.Robot, 0.7);
        teller.Take(fall);
        Assert.Empty(teller.Take(fall));
        Assert.Single(teller.Story.Memory.Concerns.Single().Evidence);
    }

    [Fact]
    public void Question_OverARestart_GoesOn()
    {
        var teller = new StoryTeller();
        teller.Say("fall", 0.7);
        teller.Wait(TimeSpan.FromSeconds(125));
        teller.Restart();
        teller.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal([1, 2, 3], teller.Asked.Select(ask => ask.Attempt));
        Assert.Equal(IncidentCategory.Fall, teller.Raised.Single().Category);
    }

    [Fact]
    public void Questions_InADay_AreBounded_AndBeyondPeopleAreTold()
    {
        var teller = new StoryTeller(at: "2026-03-02T07:30:00+09:00");
        for (var i = 0; i < 14; i++)
        {
            teller.Say("fall", 0.8);
            teller.Say("checkin.answer", data: ("answer", "ok"));
            teller.Wait(TimeSpan.FromHours(1));
        }
        Assert.InRange(teller.Asked.Count(), 1, 12);
        Assert.Contains(teller.Raised.First().Reasons, reason => reason.Key == "risk.asked-often");
    }

    [Fact]
    public void Outing_InTheNight_OfSomebodyWhoSleepsThen_GoesToPeople()
    {
        var teller = new StoryTeller();
        for (var day = 0; day < 10; day++) teller.LiveADay();
        teller.Acts.Clear();
        teller.WaitUntil("02:30");
        teller.Say("outing.start");
        Assert.Equal("risk.wandering", teller.Raised.Single().TitleType);
    }

    [Fact]
    public void Door_AtNightAfterWhichNothingMoves_IsAskedAboutAndGoesToPeople()
    {
        var teller = new StoryTeller(at: "2026-03-02T22:00:00+09:00");
        teller.Move();
        teller.WaitUntil("02:55");
        teller.Move(device: "door", activity: HomeActivity.Door);
        teller.Wait(TimeSpan.FromMinutes(19));
        Assert.Empty(teller.Asked);
        teller.Wait(TimeSpan.FromMinutes(5));
        Assert.Equal("risk.wandering", teller.Raised.Single().TitleType);
    }

    [Fact]
    public void Outing_FromWhichNobodyReturns_IsToldOnce()
    {
        var teller = new StoryTeller();
        teller.Say("outing.start");
        teller.Wait(TimeSpan.FromHours(23));
        Assert.Empty(teller.Acts);
        teller.Wait(TimeSpan.FromHours(2));
        Assert.Equal("risk.not-back", teller.Raised.Single(act => act.Category == IncidentCategory.CheckIn).TitleType);
    }

    [Fact]
    public void Memory_AfterAMonthOfManyThings_StaysSmall()
    {
        var teller = new StoryTeller();
        for (var day = 0; day < 30; day++)
        {
            teller.LiveADay();
            foreach (var type in new[] { "fall", "distress.sound", "medication.missed", "meal.missed", "sentiment.negative", "mood", "touch", "conversation" })
                teller.Say(type, 0.6, data: ("class", "scream"));
            teller.Say("checkin.answer", data: ("answer", "ok"));
        }
        var bytes = JsonSerializer.SerializeToUtf8Bytes(teller.Story.Memory).Length;
        Assert.True(bytes <= 8192, $"{bytes} bytes");
    }
}
