using SafetyHub.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Incidents;

public sealed class IncidentGrainTests
{
    [Fact]
    public async Task Receive_Sos_IsInTheLogWithItsAlertBeforeItAnswers()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        var snapshot = (await grain.Get())!;
        Assert.Equal(["IncidentOpened", "SignalJoined", "StepFired"], hub.Log.Timeline(snapshot.Id).Take(3).Select(e => e.Kind));
        Assert.Contains(hub.Log.Alerts, a => a is { Recipient: "desk:1", Channel: AlertChannel.Screen });
        Assert.True(snapshot.Change > 0);
    }

    [Fact]
    public async Task Receive_SameSignalAgain_IsADuplicateAndChangesNothing()
    {
        await using var hub = await HubCluster.StartAsync();
        var sos = TestSignals.Sos("e1", hub.Clock.GetUtcNow());
        var (id, grain) = (TestSignals.IdOf(sos), hub.Incident(TestSignals.IdOf(sos)));
        await grain.Receive(sos);
        Assert.Equal(new IncidentIntake(IncidentIntakeStatus.Duplicate, id.Value), await grain.Receive(sos));
        await hub.ForgetAsync(grain);
        Assert.Equal(new IncidentIntake(IncidentIntakeStatus.Duplicate, id.Value), await grain.Receive(sos));
        Assert.Equal(1, hub.Log.SignalsOf(id));
    }

    [Fact]
    public async Task Receive_AfterResolution_IsClosed_AndAnOldSignalIsStillADuplicate()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        for (var i = 0; i < 30; i++) await grain.Receive(TestSignals.Sos($"more-{i}", hub.Clock.GetUtcNow()));
        await grain.Execute(new Resolve("user:park", null, Outcome.Real, "found"));
        Assert.Equal(IncidentIntakeStatus.Closed, (await grain.Receive(TestSignals.Sos("new", hub.Clock.GetUtcNow()))).Status);
        Assert.Equal(IncidentIntakeStatus.Duplicate, (await grain.Receive(TestSignals.Sos("e1", hub.Clock.GetUtcNow()))).Status);
    }

    [Fact]
    public async Task Append_Fails_TheCallerKnowsAndNothingHasChanged()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        await hub.Log.WhenAsync((await grain.Get())!.Id, "VoiceChosen");
        var before = await grain.Get();
        hub.Log.FailNext = 1;
        await Assert.ThrowsAsync<IOException>(() => grain.Execute(new Acknowledge("user:park", null)));
        Assert.Equal(before!.Version, (await grain.Get())!.Version);
        Assert.Equal(RefusalReason.None, (await grain.Execute(new Acknowledge("user:park", null))).Refusal);
    }

    [Fact]
    public async Task Append_DurableButItsAnswerLost_ARetryFindsTheSignalOnce()
    {
        await using var hub = await HubCluster.StartAsync();
        var sos = TestSignals.Sos("e1", hub.Clock.GetUtcNow());
        var grain = hub.Incident(TestSignals.IdOf(sos));
        hub.Log.LoseAnswerOfNext = 1;
        await Assert.ThrowsAsync<IOException>(() => grain.Receive(sos));
        Assert.Equal(IncidentIntakeStatus.Duplicate, (await grain.Receive(sos)).Status);
        Assert.Equal(1, (await grain.Get())!.SignalCount);
        Assert.Equal(RefusalReason.None, (await grain.Execute(new Acknowledge("user:park", null))).Refusal);
    }

    [Fact]
    public async Task Conflict_AnotherActivationWrote_TheCallLoadsAndSucceedsWithoutDoubling()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        var id = (await grain.Get())!.Id;
        await hub.Log.WhenAsync(id, "VoiceChosen");
        var twin = TestSignals.Sos("by-the-twin", hub.Clock.GetUtcNow());
        await WriteAsTwinAsync(hub, id, twin);
        Assert.Equal(IncidentIntakeStatus.Joined, (await grain.Receive(TestSignals.Sos("mine", hub.Clock.GetUtcNow()))).Status);
        Assert.Equal(IncidentIntakeStatus.Duplicate, (await grain.Receive(twin)).Status);
        Assert.Equal(3, (await grain.Get())!.SignalCount);
        var numbers = hub.Log.Timeline(id).Select(e => e.Sequence);
        Assert.Equal(Enumerable.Range(1, numbers.Count()), numbers);
    }

    [Fact]
    public async Task Conflict_TheTwinTookTheSameSignal_ItIsADuplicate()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        var id = (await grain.Get())!.Id;
        await hub.Log.WhenAsync(id, "VoiceChosen");
        var same = TestSignals.Sos("same", hub.Clock.GetUtcNow());
        await WriteAsTwinAsync(hub, id, same);
        Assert.Equal(new IncidentIntake(IncidentIntakeStatus.Duplicate, id.Value), await grain.Receive(same));
        Assert.Equal(2, (await grain.Get())!.SignalCount);
    }

    [Fact]
    public async Task Execute_Refused_ShowsTheIncidentAsItStands()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        await grain.Execute(new Acknowledge("user:park", null));
        var result = await grain.Execute(new Acknowledge("user:choi", null));
        Assert.Equal((RefusalReason.AlreadyAcknowledged, "user:park"), (result.Refusal, result.Incident!.Assignee));
    }

    [Fact]
    public async Task Execute_NothingThere_IsNotFound()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = hub.Incident(IncidentIds.Derive(TestSignals.Resident, IncidentCategory.Sos, "never/1"));
        Assert.Equal(new CommandResult(RefusalReason.NotFound, "There is no such incident.", null), await grain.Execute(new Acknowledge("user:park", null)));
        Assert.Null(await grain.Get());
        await grain.CheckDeadlines();
    }

    [Fact]
    public async Task Voice_SosOpened_IsOrderedForTheChosenDevice_AndFallsBackWhenNobodyAnswers()
    {
        var parts = new Parts { Responders = { Voice = new("speaker/hall", "en") } };
        await using var hub = await HubCluster.StartAsync(parts);
        var first = (await (await hub.OpenSosAsync("e1")).Get())!.Id;
        await hub.Log.WhenAsync(first, "VoiceChosen");
        Assert.Equal(("device:speaker/hall", "en"), VoiceOf(hub, first));
        parts.Responders.Hangs = true;
        var second = (await (await hub.OpenSosAsync("e2")).Get())!.Id;
        hub.Clock.Advance(TimeSpan.FromSeconds(2));
        await hub.Log.WhenAsync(second, "VoiceChosen");
        Assert.Equal(("device:robot/doll-1", "ko"), VoiceOf(hub, second));
    }

    [Fact]
    public async Task RecordAlert_ReportedTwice_IsOneLine()
    {
        await using var hub = await HubCluster.StartAsync();
        var grain = await hub.OpenSosAsync();
        var record = new AlertRecord("a1", AlertChannel.Screen, "desk:1", true, null, hub.Clock.GetUtcNow());
        await grain.RecordAlert(record);
        await grain.RecordAlert(record);
        Assert.Single(hub.Log.Timeline((await grain.Get())!.Id), e => e.Kind == "AlertDelivered");
    }

    private static (string Recipient, string Language) VoiceOf(HubCluster hub, IncidentId id)
    {
        var order = Assert.Single(hub.Log.Alerts, a => a.Channel == AlertChannel.Voice && a.IncidentId == id);
        return (order.Recipient, order.Language);
    }

    /// <summary>A second activation, as after a split cluster: it decides on the same log without the first one knowing.</summary>
    private static async Task WriteAsTwinAsync(HubCluster hub, IncidentId id, SignalForIncident signal)
    {
        var stored = (await hub.Log.LoadAsync(id, CancellationToken.None))!;
        var plans = new SafetyHub.Grains.Escalation.PlanBook(new SafetyHub.Grains.Escalation.EscalationOptions());
        var decision = Incident.Decide(IncidentJson.ReadState(stored.StateJson), id, signal, hub.Clock.GetUtcNow(), plans);
        var entries = decision.Entries.Select((e, i) => IncidentJson.Write(e, stored.Version + 1 + i)).ToArray();
        var append = new IncidentAppend(
            decision.State!.ToSnapshot(0), stored.Version, entries, IncidentJson.Write(decision.State!), signal.Signal, decision.State!.Deadline, []);
        Assert.Equal(AppendStatus.Appended, (await hub.Log.AppendAsync(append, CancellationToken.None)).Status);
    }
}
