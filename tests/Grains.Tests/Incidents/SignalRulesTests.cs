using SafetyHub.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Incidents;

public sealed class SignalRulesTests
{
    [Fact]
    public void Sos_NothingOpen_OpensAndAlertsTheDeskInOneDecision()
    {
        var story = IncidentStory.Opened();
        Assert.Equal([nameof(IncidentOpened), nameof(SignalJoined), nameof(StepFired)], story.Kinds);
        Assert.Equal("desk:1", Assert.Single(story.Alerts).Recipient);
        Assert.Equal(story.Now.AddSeconds(60), story.State.NextStepAt);
        Assert.Equal(story.Now, story.State.VoiceDueAt);
    }

    [Fact]
    public void Signal_WithReasonsOfItsDevice_KeepsThoseThatAreWellFormed()
    {
        var story = new IncidentStory();
        story.Signal(SignalEffect.Raise, Severity.Medium, IncidentCategory.Intrusion, "intrusion", data:
            """{"reasons":[{"code":"person-score","value":0.81},{"code":"Not a code","value":1},{"code":"vanished","value":"1"},{"code":"vanished"},7,{"code":"sightings-in-zone","value":3}]}""");
        Assert.Equal([new SignalFinding("person-score", 0.81), new SignalFinding("sightings-in-zone", 3)], Assert.Single(story.State.Signals).Findings!);
        story.Signal(SignalEffect.Raise, Severity.Medium, type: "intrusion", data: """{"reasons":"none"}""");
        Assert.Null(story.State.Signals[^1].Findings);
    }

    [Theory]
    [InlineData(SignalEffect.Clear)]
    [InlineData(SignalEffect.TakeBack)]
    [InlineData(SignalEffect.Presence)]
    [InlineData(SignalEffect.Intervention)]
    public void SignalThatOpensNone_NothingOpen_IsTurnedAway(SignalEffect effect)
    {
        var story = new IncidentStory();
        Assert.Equal(Verdict.Closed, story.Signal(effect, Severity.Low).Verdict);
        Assert.Null(story.Current);
    }

    [Fact]
    public void Signal_AfterResolution_IsTurnedAway_ButAKnownOneIsADuplicate()
    {
        var story = IncidentStory.Opened(Severity.Low);
        story.Signal(SignalEffect.Raise, Severity.Low, eventId: "known");
        story.Do(new Resolve("user:park", null, Outcome.NoAnswer, null));
        Assert.Equal(Verdict.Closed, story.Signal(SignalEffect.Raise, Severity.Critical).Verdict);
        Assert.Equal(Verdict.Duplicate, story.Signal(SignalEffect.Raise, Severity.Low, eventId: "known").Verdict);
    }

    [Fact]
    public void Set_Lower_LowersButNotBelowWhatAnotherAsks()
    {
        var story = IncidentStory.Opened(Severity.Low, IncidentCategory.DeviceFault, "device.battery-low");
        story.Signal(SignalEffect.Set, Severity.High, type: "device.battery-low");
        story.Signal(SignalEffect.Raise, Severity.Medium, type: "device.tamper");
        Assert.Equal(Severity.High, story.State.Severity);
        story.Signal(SignalEffect.Set, Severity.Low, type: "device.battery-low");
        Assert.Equal(Severity.Medium, story.State.Severity);
        Assert.Equal("device.tamper", story.State.TitleKey);
    }

    [Fact]
    public void FireGuessedFromAPicture_SaysNothingInTheHome_UntilASensorIsSure()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.Fire, "fire");
        Assert.Null(story.State.VoiceDueAt);
        story.Signal(SignalEffect.Raise, Severity.Medium, type: "smoke", device: "camera-2");
        Assert.Null(story.State.VoiceDueAt);

        story.Signal(SignalEffect.Raise, Severity.Critical, type: "smoke", device: "sensor-1");

        Assert.Equal(story.Now, story.State.VoiceDueAt);
        Assert.Equal(Severity.Critical, story.State.Severity);
        Assert.Equal("critical", story.State.Plan.Name);
    }

    [Fact]
    public void FireOfASensor_IsSaidInTheHomeAtOnceAndOnce()
    {
        var story = IncidentStory.Opened(Severity.Critical, IncidentCategory.Fire, "smoke");
        Assert.Equal(story.Now, story.State.VoiceDueAt);
        var said = story.Signal(SignalEffect.Raise, Severity.Medium, type: "fire", device: "camera-2");
        Assert.DoesNotContain(story.Kinds, kind => kind == nameof(SeverityChanged));
        Assert.Equal(Verdict.Taken, said.Verdict);
    }

    [Fact]
    public void CrowdThatEndsForOneCamera_GoesOnForTheOther()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.Crowd, "crowd");
        story.Signal(SignalEffect.Raise, Severity.Medium, type: "crowd", device: "camera-2");
        story.Signal(SignalEffect.Clear, Severity.Low, type: "crowd.ended", device: "camera-2");
        Assert.Equal(Condition.Active, story.State.Condition);

        story.Signal(SignalEffect.Clear, Severity.Low, type: "crowd.ended");

        Assert.Equal(Condition.Cleared, story.State.Condition);
    }

    [Fact]
    public void Raise_Lower_NeverLowers()
    {
        var story = IncidentStory.Opened(Severity.High, IncidentCategory.Mood, "sentiment.negative");
        story.Signal(SignalEffect.Raise, Severity.Low, type: "mood");
        Assert.Equal(Severity.High, story.State.Severity);
    }

    [Fact]
    public void Clear_OfOneDeviceFault_LeavesThatOfTheOther()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.DeviceSilence, "device.silent");
        story.Signal(SignalEffect.Raise, Severity.Low, device: "speaker-1", type: "device.silent");
        story.Signal(SignalEffect.Clear, Severity.Low, device: "doll-1", type: "device.back");
        Assert.Equal((Condition.Active, Severity.Low), (story.State.Condition, story.State.Severity));
        story.Signal(SignalEffect.Clear, Severity.Low, device: "speaker-1", type: "device.back");
        Assert.Equal(Condition.Cleared, story.State.Condition);
    }

    [Fact]
    public void EndOfOneFault_AnotherOfTheDeviceHolds_LowersToWhatIsLeft()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.DeviceFault, "device.power-lost");
        story.Signal(SignalEffect.Set, Severity.Low, type: "device.battery-low");
        Assert.Equal(Severity.Medium, story.State.Severity);
        story.Signal(SignalEffect.Set, Severity.Low, type: EventTable.PowerBack);
        Assert.Equal((Condition.Active, Severity.Low), (story.State.Condition, story.State.Severity));
    }

    [Fact]
    public void Clear_AboutAPerson_ClearsWhoeverSawIt_AndStaysInTheQueue()
    {
        var story = IncidentStory.Opened(Severity.High, IncidentCategory.Inactivity, "inactivity");
        story.Signal(SignalEffect.Clear, Severity.Low, device: "motion-1", type: "touch");
        Assert.Equal((Condition.Cleared, Handling.Unacknowledged, true), (story.State.Condition, story.State.Handling, story.State.IsOpen));
        story.SettleAfter(60);
        Assert.Equal(2, story.State.Step);
    }

    [Fact]
    public void Raise_AfterClearing_ReturnsTheCondition()
    {
        var story = IncidentStory.Opened(Severity.High, IncidentCategory.Inactivity, "inactivity");
        story.Signal(SignalEffect.Clear, Severity.Low, type: "touch");
        story.Signal(SignalEffect.Set, Severity.Low, type: "inactivity");
        Assert.Equal((Condition.Active, Severity.Low), (story.State.Condition, story.State.Severity));
    }

    [Fact]
    public void TakeBack_ByThePerson_ClosesNothing_AndANewCallVoidsIt()
    {
        var story = IncidentStory.Opened();
        story.Wait(TimeSpan.FromSeconds(5)).Signal(SignalEffect.TakeBack, Severity.Low, type: "sos.abort");
        Assert.NotNull(story.State.TakenBackAt);
        Assert.True(story.State is { IsOpen: true, Condition: Condition.Active });
        story.Wait(TimeSpan.FromSeconds(5)).Signal(SignalEffect.Raise, Severity.Critical);
        Assert.Null(story.State.TakenBackAt);
    }

    [Fact]
    public void Rise_ToCriticalWhileUnacknowledgedOnALowerPlan_BeginsTheCriticalPlan()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.Inactivity, "inactivity");
        story.Wait(TimeSpan.FromMinutes(3)).Signal(SignalEffect.Raise, Severity.Critical, type: "fall");
        Assert.Equal(("critical", 2, 1), (story.State.Plan.Name, story.State.Round, story.State.Step));
        Assert.Equal(story.Now.AddSeconds(60), story.State.NextStepAt);
        Assert.Equal(2, story.Alerts.Count);
    }

    [Fact]
    public void Rise_ToAPlanWithTheSamePath_GoesOnWhereItIs_AndTellsTheDesk()
    {
        var story = IncidentStory.Opened(Severity.High);
        story.SettleAfter(130);
        story.Signal(SignalEffect.Raise, Severity.Critical);
        Assert.Equal(("critical", 1, 3), (story.State.Plan.Name, story.State.Round, story.State.Step));
        Assert.IsType<DeskAlerted>(story.Entries[^1].Entry);
        Assert.Equal("desk:1", story.Alerts[^1].Recipient);
    }

    [Fact]
    public void Rise_WhileAcknowledged_StaysOwned_AndTellsTheDesk()
    {
        var story = IncidentStory.Opened(Severity.Medium, IncidentCategory.Mood, "mood");
        story.Do(new Acknowledge("user:park", null));
        var alerts = story.Alerts.Count;
        story.Signal(SignalEffect.Raise, Severity.High, type: "sentiment.negative");
        Assert.Equal("user:park", story.State.Assignee);
        Assert.True(story.State.IsAcknowledged);
        Assert.Equal(alerts + 1, story.Alerts.Count);
        Assert.Contains(story.State.Reasons, r => r.Key == ReasonKeys.SeverityRaised);
    }

    [Fact]
    public void Test_OfAnySeverity_AlertsScreensOnlyAndOnce()
    {
        var story = new IncidentStory();
        story.Signal(SignalEffect.Raise, Severity.Critical, IncidentCategory.Test, "device.test");
        for (var i = 0; i < 10; i++) story.SettleAfter(3600);
        Assert.True(story.State.IsTest);
        Assert.Null(story.State.Deadline);
        Assert.Equal(AlertChannel.Screen, Assert.Single(story.Alerts).Channel);
    }

    [Fact]
    public void RealSignal_JoinsATestThatSomebodyTook_StartsTheRealPlanForEverybody()
    {
        var story = new IncidentStory();
        story.Signal(SignalEffect.Raise, Severity.Critical, flags: SignalFlags.Test);
        story.Do(new Acknowledge("user:park", null));
        story.Signal(SignalEffect.Raise, Severity.Critical);
        Assert.False(story.State.IsTest);
        Assert.False(story.State.IsAcknowledged);
        Assert.Equal("critical", story.State.Plan.Name);
        story.SettleAfter(180);
        Assert.Contains(story.Alerts, a => a is { Channel: AlertChannel.WebPush, Recipient: "worker:lee" });
    }

    [Fact]
    public void TestSignal_JoinsARealIncident_AsksForNothing()
    {
        var story = IncidentStory.Opened(Severity.Low, IncidentCategory.Mood, "mood");
        story.Signal(SignalEffect.Raise, Severity.Critical, flags: SignalFlags.Test);
        Assert.Equal((Severity.Low, 2), (story.State.Severity, story.State.SignalCount));
    }

    [Fact]
    public void OddSignal_Joining_SaysWhatWasOdd()
    {
        var story = IncidentStory.Opened();
        story.Signal(SignalEffect.Raise, Severity.Critical, flags: SignalFlags.Late | SignalFlags.ClockCorrected | SignalFlags.UnknownType);
        string[] keys = [.. story.State.Reasons.Select(r => r.Key)];
        Assert.Contains(ReasonKeys.SignalLate, keys);
        Assert.Contains(ReasonKeys.ClockCorrected, keys);
        Assert.Contains(ReasonKeys.UnknownType, keys);
    }

    [Theory]
    [InlineData("""{"evidence":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}""", 1)]
    [InlineData("""{"evidence":"../../etc/passwd"}""", 0)]
    [InlineData("""{"evidence":7}""", 0)]
    [InlineData("""["evidence"]""", 0)]
    [InlineData("not json", 0)]
    public void Evidence_InSignalData_IsTakenOnlyAsAHash(string data, int expected)
    {
        var story = new IncidentStory();
        story.Signal(SignalEffect.Raise, Severity.High, IncidentCategory.Intrusion, "intrusion", data: data);
        Assert.Equal(expected, story.State.Evidence.Count);
    }

    [Fact]
    public void Severity_OutsideTheScale_CountsAsMedium()
    {
        var story = new IncidentStory();
        story.Signal(SignalEffect.Raise, (Severity)77);
        Assert.Equal(Severity.Medium, story.State.Severity);
    }

    [Fact]
    public void Incident_TenThousandSignals_StaysAsSmallAsWithHundred()
    {
        var story = IncidentStory.Opened();
        for (var i = 0; i < 200; i++) story.Signal(SignalEffect.Raise, Severity.Critical, device: $"doll-{i % 40}");
        var early = IncidentJson.Write(story.State).Length;
        for (var i = 0; i < 9_800; i++) story.Signal(SignalEffect.Raise, Severity.Critical, device: $"doll-{i % 40}");
        Assert.Equal(10_001, story.State.SignalCount);
        Assert.InRange(IncidentJson.Write(story.State).Length, 0, early + 200);
    }
}
