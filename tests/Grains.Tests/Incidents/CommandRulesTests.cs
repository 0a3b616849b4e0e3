using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Incidents;

public sealed class CommandRulesTests
{
    private const string Park = "user:park", Choi = "user:choi";

    [Fact]
    public void Acknowledge_Unowned_StopsThePlan()
    {
        var story = IncidentStory.Opened();
        Assert.Equal(RefusalReason.None, story.Do(new Acknowledge(Park, null)).Refusal);
        Assert.Equal((Park, true), (story.State.Assignee, story.State.IsAcknowledged));
        Assert.Null(story.State.NextStepAt);
        Assert.Equal(story.Now.AddMinutes(10), story.State.AcknowledgedUntil);
    }

    [Fact]
    public void Acknowledge_OwnedByAnother_IsRefused()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        Assert.Equal(RefusalReason.AlreadyAcknowledged, story.Do(new Acknowledge(Choi, null)).Refusal);
        Assert.Equal(Park, story.State.Assignee);
    }

    [Fact]
    public void Acknowledge_ByItsOwner_Renews()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        story.Wait(TimeSpan.FromMinutes(9)).Do(new Acknowledge(Park, null));
        Assert.Equal(story.Now.AddMinutes(10), story.State.AcknowledgedUntil);
    }

    [Fact]
    public void Acknowledge_AfterAnIdleOwnersTime_IsTakenAlthoughNobodyNoticedTheLapse()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        Assert.Equal(RefusalReason.None, story.Wait(TimeSpan.FromMinutes(10)).Do(new Acknowledge(Choi, null)).Refusal);
        Assert.Equal(Choi, story.State.Assignee);
        Assert.Equal(Park, story.Of<AcknowledgementLapsed>().Single().Owner);
    }

    [Fact]
    public void Note_ByTheOwner_Renews_ByAnotherDoesNot()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        var until = story.State.AcknowledgedUntil;
        story.Wait(TimeSpan.FromMinutes(1)).Do(new AddNote(Choi, null, "전화했습니다"));
        Assert.Equal(until, story.State.AcknowledgedUntil);
        story.Do(new AddNote(Park, null, "가는 중"));
        Assert.Equal(story.Now.AddMinutes(10), story.State.AcknowledgedUntil);
    }

    [Fact]
    public void Unacknowledge_ByTheOwner_StartsANewRoundAtOnce()
    {
        var story = IncidentStory.Opened();
        story.SettleAfter(70);
        story.Do(new Acknowledge(Park, null));
        story.Do(new Unacknowledge(Park, null));
        Assert.Equal((2, 1, (string?)null), (story.State.Round, story.State.Step, story.State.Assignee));
    }

    [Fact]
    public void Unacknowledge_NotOwned_OrOwnedByAnother_IsRefused()
    {
        var story = IncidentStory.Opened();
        Assert.Equal(RefusalReason.NotAcknowledged, story.Do(new Unacknowledge(Park, null)).Refusal);
        story.Do(new Acknowledge(Park, null));
        Assert.Equal(RefusalReason.AlreadyAcknowledged, story.Do(new Unacknowledge(Choi, null)).Refusal);
    }

    [Fact]
    public void Assign_ToAnother_ThePlanRunsUntilThatOneAcknowledges()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        story.Do(new Assign(Park, null, Choi));
        Assert.Equal((Choi, Handling.Unacknowledged, 2), (story.State.Assignee, story.State.Handling, story.State.Round));
        Assert.Equal(RefusalReason.None, story.Do(new Acknowledge(Choi, null)).Refusal);
    }

    [Fact]
    public void Assign_ToOneself_TakesItOver()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge(Park, null));
        story.Do(new Assign(Choi, null, Choi));
        Assert.Equal((Choi, Handling.Acknowledged), (story.State.Assignee, story.State.Handling));
    }

    [Fact]
    public void Assign_ToNobody_Releases()
    {
        var story = IncidentStory.Opened();
        story.Do(new Assign(Choi, null, Park));
        story.Do(new Assign(Choi, null, null));
        Assert.Null(story.State.Assignee);
    }

    [Fact]
    public void Shelve_Critical_IsRefused() =>
        Assert.Equal(
            RefusalReason.CriticalCannotBeShelved,
            IncidentStory.Opened().Do(new Shelve(Park, null, "noise", IncidentStory.Opened().Now.AddHours(1))).Refusal);

    [Theory]
    [InlineData("", 1)]
    [InlineData("noise", 0)]
    [InlineData("noise", 25)]
    public void Shelve_WithoutReasonOrOutsideItsTime_IsRefused(string reason, int hours)
    {
        var story = IncidentStory.Opened(Severity.Low);
        Assert.Equal(RefusalReason.InvalidArgument, story.Do(new Shelve(Park, null, reason, story.Now.AddHours(hours))).Refusal);
    }

    [Fact]
    public void Shelved_AtItsEnd_IsBackInTheQueueWithANewRound()
    {
        var story = Shelved(Severity.Medium);
        story.SettleAfter(3599);
        Assert.True(story.State.IsShelved);
        story.SettleAfter(1);
        Assert.Equal((false, 2, 1), (story.State.IsShelved, story.State.Round, story.State.Step));
    }

    [Fact]
    public void Shelved_SignalOfTheSameSeverity_JoinsAndStaysShelved()
    {
        var story = Shelved(Severity.Medium);
        story.Signal(SignalEffect.Raise, Severity.Medium);
        Assert.Equal((true, 2), (story.State.IsShelved, story.State.SignalCount));
    }

    [Fact]
    public void Shelved_SignalOfHigherSeverity_IsBackAtOnceWithTheStrongerPlan()
    {
        var story = Shelved(Severity.Medium);
        story.Signal(SignalEffect.Raise, Severity.High);
        Assert.Equal((false, "high", 1), (story.State.IsShelved, story.State.Plan.Name, story.State.Step));
        Assert.Equal(story.Now.AddSeconds(60), story.State.NextStepAt);
    }

    [Fact]
    public void Shelved_ByItsOwner_DoesNotLapseMeanwhile_AndGetsFullTimeAfterwards()
    {
        var story = IncidentStory.Opened(Severity.High);
        story.Do(new Acknowledge(Park, null));
        story.Do(new Shelve(Park, null, "family is there", story.Now.AddHours(2)));
        story.SettleAfter(7199);
        Assert.True(story.State.IsAcknowledged);
        story.SettleAfter(1);
        Assert.Equal((true, story.Now.AddMinutes(15)), (story.State.IsAcknowledged, story.State.AcknowledgedUntil));
    }

    [Fact]
    public void Shelve_Twice_AndUnshelveTwice_AreRefused()
    {
        var story = Shelved(Severity.Low);
        Assert.Equal(RefusalReason.AlreadyShelved, story.Do(new Shelve(Park, null, "again", story.Now.AddHours(1))).Refusal);
        Assert.Equal(RefusalReason.None, story.Do(new Unshelve(Park, null)).Refusal);
        Assert.Equal(RefusalReason.NotShelved, story.Do(new Unshelve(Park, null)).Refusal);
    }

    [Fact]
    public void Progress_OnlyForward_AndAcknowledgesWhenNobodyHas()
    {
        var story = IncidentStory.Opened();
        Assert.Equal(RefusalReason.None, story.Do(new ReportProgress(Park, null, ResponderProgress.OnTheWay)).Refusal);
        Assert.True(story.State.IsAcknowledged);
        Assert.Equal(RefusalReason.ProgressGoesForward, story.Do(new ReportProgress(Park, null, ResponderProgress.Accepted)).Refusal);
        Assert.Equal(RefusalReason.AlreadyAcknowledged, story.Do(new ReportProgress(Choi, null, ResponderProgress.There)).Refusal);
        Assert.Equal(RefusalReason.None, story.Do(new ReportProgress(Park, null, ResponderProgress.Done)).Refusal);
        Assert.Equal(ResponderProgress.Done, story.State.Progress);
    }

    [Theory]
    [InlineData(Severity.Critical, Outcome.Real, null, RefusalReason.NoteRequired)]
    [InlineData(Severity.Critical, Outcome.False, " ", RefusalReason.NoteRequired)]
    [InlineData(Severity.Critical, Outcome.NoAnswer, null, RefusalReason.None)]
    [InlineData(Severity.High, Outcome.Real, null, RefusalReason.None)]
    [InlineData(Severity.Critical, Outcome.Real, "hip", RefusalReason.None)]
    [InlineData(Severity.Low, (Outcome)9, null, RefusalReason.InvalidArgument)]
    public void Resolve_BySeverityAndOutcome_AsksForANote(Severity severity, Outcome outcome, string? note, RefusalReason expected) =>
        Assert.Equal(expected, IncidentStory.Opened(severity).Do(new Resolve(Park, null, outcome, note)).Refusal);

    [Fact]
    public void Resolved_EverythingButANote_IsRefused()
    {
        var story = IncidentStory.Opened();
        story.Do(new Resolve(Park, null, Outcome.Real, "넘어지심"));
        IncidentCommand[] commands =
        [
            new Acknowledge(Park, null), new Unacknowledge(Park, null), new Assign(Park, null, Choi), new Escalate(Park, null),
            new Shelve(Park, null, "why", story.Now.AddHours(1)), new Unshelve(Park, null),
            new ReportProgress(Park, null, ResponderProgress.Done), new Resolve(Park, null, Outcome.False, "no"),
        ];
        Assert.All(commands, c => Assert.Equal(RefusalReason.AlreadyResolved, story.Do(c).Refusal));
        Assert.Equal(RefusalReason.None, story.Do(new AddNote(Park, null, "병원 이송")).Refusal);
        Assert.Equal(Outcome.Real, story.State.Outcome);
    }

    [Fact]
    public void Command_SameKeyAgain_IsCarriedOutOnce_EvenAfterwards()
    {
        var story = IncidentStory.Opened();
        story.Do(new AddNote(Park, "k1", "once"));
        story.Do(new Resolve(Park, "k2", Outcome.Real, "found"));
        Assert.Equal(Verdict.Duplicate, story.Do(new AddNote(Park, "k1", "once")).Verdict);
        Assert.Equal(RefusalReason.None, story.Do(new Resolve(Park, "k2", Outcome.Real, "found")).Refusal);
        Assert.Single(story.Of<NoteAdded>());
    }

    [Fact]
    public void Command_KeyOfAnotherCommand_IsRefused()
    {
        var story = IncidentStory.Opened();
        story.Do(new AddNote(Park, "k1", "once"));
        Assert.Equal(RefusalReason.InvalidArgument, story.Do(new Acknowledge(Park, "k1")).Refusal);
    }

    [Fact]
    public void Command_RefusedUnderAKey_MaySucceedLaterUnderTheSameKey()
    {
        var story = IncidentStory.Opened();
        Assert.Equal(RefusalReason.NotAcknowledged, story.Do(new Unacknowledge(Park, "k")).Refusal);
        story.Do(new Acknowledge(Park, null));
        Assert.Equal(RefusalReason.None, story.Do(new Unacknowledge(Park, "k")).Refusal);
    }

    [Fact]
    public void Command_NothingThere_IsNotFound() =>
        Assert.Equal(RefusalReason.NotFound, new IncidentStory().Do(new Acknowledge(Park, null)).Refusal);

    [Theory]
    [InlineData("", "k")]
    [InlineData(Park, "")]
    public void Command_WithoutActorOrWithAnEmptyKey_IsRefused(string actor, string key) =>
        Assert.Equal(RefusalReason.InvalidArgument, IncidentStory.Opened().Do(new Acknowledge(actor, key)).Refusal);

    [Fact]
    public void Alert_ReportedTwice_IsWrittenOnce_AndAFailureIsShown()
    {
        var story = IncidentStory.Opened();
        var record = new AlertRecord("a1", SafetyHub.Alerts.AlertChannel.WebPush, "worker:lee", false, "410 Gone", story.Now);
        story.Report(record);
        Assert.Equal(Verdict.Duplicate, story.Report(record).Verdict);
        Assert.Single(story.Of<AlertFailed>());
        Assert.Contains(story.State.Reasons, r => r.Key == ReasonKeys.AlertFailed);
    }

    private static IncidentStory Shelved(Severity severity)
    {
        var story = IncidentStory.Opened(severity, IncidentCategory.Mood, "mood");
        Assert.Equal(RefusalReason.None, story.Do(new Shelve(Park, null, "known", story.Now.AddHours(1))).Refusal);
        return story;
    }
}
