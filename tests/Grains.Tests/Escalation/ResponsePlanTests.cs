using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Tests.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Escalation;

public sealed class ResponsePlanTests
{
    [Fact]
    public void Plan_Unanswered_WalksItsStepsAndRepeats()
    {
        var story = IncidentStory.Opened();
        for (var i = 0; i < 60; i++) story.SettleAfter(10);
        var start = story.State.OpenedAt;
        Assert.Equal(
            [
                (1, StepTarget.OperatorDesk, 0), (1, StepTarget.SecondDesk, 60), (1, StepTarget.Supervisor, 120), (1, StepTarget.CaseworkerOnDuty, 180),
                (2, StepTarget.OperatorDesk, 300), (2, StepTarget.SecondDesk, 360), (2, StepTarget.Supervisor, 420), (2, StepTarget.CaseworkerOnDuty, 480),
                (3, StepTarget.OperatorDesk, 600),
            ],
            story.Of<StepFired>().Select(e => (e.Round, e.Target, (int)(e.DueAt - start).TotalSeconds)));
    }

    [Fact]
    public void Plan_Alerts_GoWhereTheStepSays()
    {
        var story = IncidentStory.Opened();
        story.SettleAfter(180);
        Assert.Equal(
            [
                (AlertChannel.Screen, "desk:1"), (AlertChannel.Screen, "desk:2"), (AlertChannel.Screen, "supervisor"),
                (AlertChannel.Webhook, "webhook:*"), (AlertChannel.WebPush, "worker:lee"), (AlertChannel.Webhook, "webhook:*"),
            ],
            story.Alerts.Select(a => (a.Channel, a.Recipient)));
    }

    [Fact]
    public void Plan_AfterAnOutage_FiresEveryOverdueStepInOrderInOneDecision_AndNoMissedRounds()
    {
        var story = IncidentStory.Opened();
        var decision = story.SettleAfter(3600);
        Assert.Equal([2, 3, 4], decision.Entries.Select(e => ((StepFired)e.Entry).Step));
        Assert.Equal(story.Now.AddSeconds(120), story.State.NextStepAt);
    }

    [Fact]
    public void Plan_OutageBetweenRounds_FiresOneWholeRound()
    {
        var story = IncidentStory.Opened();
        story.SettleAfter(180);
        var decision = story.SettleAfter(7200);
        Assert.Equal([1, 2, 3, 4], decision.Entries.Select(e => e.Entry).OfType<StepFired>().Select(e => e.Step));
        Assert.Equal(2, story.State.Round);
    }

    [Fact]
    public void Plan_NobodyOnDuty_AlertsTheSupervisorAndSaysWhy()
    {
        var story = IncidentStory.Opened();
        story.OnDuty = [];
        story.SettleAfter(180);
        Assert.Equal("supervisor", story.Alerts.Last(a => a.Channel == AlertChannel.Screen).Recipient);
        Assert.Equal(2, story.Alerts.Count(a => a.Recipient == "supervisor"));
        Assert.Contains(story.State.Reasons, r => r.Key == ReasonKeys.NobodyOnDuty);
    }

    [Fact]
    public void Plan_DutyOrderOutOfReach_AlertsTheSupervisorAndSaysWhy()
    {
        var story = IncidentStory.Opened();
        story.OnDuty = null;
        story.SettleAfter(180);
        Assert.Contains(story.Alerts, a => a is { Recipient: "supervisor", Target: StepTarget.CaseworkerOnDuty });
        Assert.Contains(story.State.Reasons, r => r.Key == ReasonKeys.DutyUnreachable);
    }

    [Fact]
    public void Plan_CaseworkerStepBeforeTheDutyOrderWasAsked_Waits()
    {
        var story = IncidentStory.Opened();
        story.SettleAfter(120);
        var decision = Incident.Settle(story.State, story.Now.AddSeconds(60), new Circumstances(null, null));
        Assert.True(decision.NeedsDuty);
        Assert.Empty(decision.Entries);
    }

    [Fact]
    public void Escalate_ByAPerson_FiresTheNextStepNow_AndShiftsNoOther()
    {
        var story = IncidentStory.Opened();
        story.Wait(TimeSpan.FromSeconds(10)).Do(new Escalate("user:park", null));
        Assert.Equal(2, story.State.Step);
        Assert.Equal(story.State.OpenedAt.AddSeconds(120), story.State.NextStepAt);
        Assert.Equal("desk:2", story.Alerts[^1].Recipient);
    }

    [Fact]
    public void Escalate_PastTheLastStep_IsRefusedUntilTheNextRound()
    {
        var story = IncidentStory.Opened();
        for (var i = 0; i < 3; i++) Assert.Equal(RefusalReason.None, story.Do(new Escalate("user:park", null)).Refusal);
        Assert.Equal(RefusalReason.NoFurtherStep, story.Do(new Escalate("user:park", null)).Refusal);
        Assert.Equal(story.State.OpenedAt.AddSeconds(300), story.State.NextStepAt);
        Assert.Contains(story.Alerts, a => a.Recipient == "worker:lee");
    }

    [Fact]
    public void Escalate_ByTheOwner_AlertsAndStaysOwned()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge("user:park", null));
        story.Do(new Escalate("user:park", null));
        Assert.True(story.State.IsAcknowledged);
        Assert.Null(story.State.NextStepAt);
        Assert.Equal("desk:2", story.Alerts[^1].Recipient);
    }

    [Fact]
    public void Escalate_Shelved_IsRefused()
    {
        var story = IncidentStory.Opened(Severity.High);
        story.Do(new Shelve("user:park", null, "known", story.Now.AddHours(1)));
        Assert.Equal(RefusalReason.AlreadyShelved, story.Do(new Escalate("user:park", null)).Refusal);
    }

    [Fact]
    public void Acknowledgement_OwnerIdle_LapsesAndANewRoundBeginsAtOnce()
    {
        var story = IncidentStory.Opened();
        story.Do(new Acknowledge("user:park", null));
        story.SettleAfter(599);
        Assert.True(story.State.IsAcknowledged);
        story.SettleAfter(1);
        Assert.Equal((Handling.Unacknowledged, 2, 1), (story.State.Handling, story.State.Round, story.State.Step));
        Assert.Contains(story.State.Reasons, r => r.Key == ReasonKeys.Lapsed);
    }

    [Fact]
    public void Plan_RunningIncident_KeepsTheCopyItStartedWith()
    {
        var story = IncidentStory.Opened();
        var stored = IncidentJson.ReadState(IncidentJson.Write(story.State));
        Assert.Equal(story.State.Plan.Steps, stored.Plan.Steps);
        Assert.Equal(TimeSpan.FromMinutes(10), stored.Plan.AcknowledgementLapsesAfter);
    }

    [Fact]
    public void Voice_Chosen_IsOrderedForTheDeviceInItsLanguageAndExpiresSoon()
    {
        var story = IncidentStory.Opened();
        var decision = Incident.Settle(story.State, story.Now, new Circumstances(null, new VoiceChosen("robot/doll-1", "en")));
        var orders = new SafetyHub.Grains.Alerts.AlertOrders(Microsoft.Extensions.Options.Options.Create(new SafetyHub.Grains.Escalation.EscalationOptions()));
        var order = Assert.Single(orders.For(decision.State!, decision.Entries));
        Assert.Equal((AlertChannel.Voice, "device:robot/doll-1", "en", "say.help-is-coming"), (order.Channel, order.Recipient, order.Language, order.Text));
        Assert.Equal(TimeSpan.FromMinutes(2), order.ExpiresAt - order.OrderedAt);
        Assert.Null(decision.State!.VoiceDueAt);
    }
}
