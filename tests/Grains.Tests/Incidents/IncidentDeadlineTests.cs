using System.Diagnostics;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Incidents;

/// <summary>A deadline is kept by any one of timer, reminder and sweeper, whatever happened to the other two.</summary>
public sealed class IncidentDeadlineTests
{
    [Fact]
    public async Task Deadline_ByTheTimer_FiresEachStep()
    {
        await using var hub = await HubCluster.StartAsync(new Parts { Reminders = false });
        var id = await OpenAsync(hub);
        for (var step = 2; step <= 4; step++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(60));
            await hub.Log.WhenAsync(id, "StepFired", step);
            await QuietAsync(hub, id);
        }
        Assert.Contains(hub.Log.Alerts, a => a.Recipient == "worker:lee");
    }

    [Fact]
    public async Task Deadline_ByTheSweeper_AfterTheIncidentWasForgotten()
    {
        await using var hub = await HubCluster.StartAsync(new Parts { Reminders = false });
        var id = await OpenAsync(hub);
        await hub.ForgetAsync(hub.Incident(id));
        hub.Clock.Advance(TimeSpan.FromSeconds(125));
        Assert.Equal([id], await hub.Log.DueAsync(hub.Clock.GetUtcNow(), 10, CancellationToken.None));
        await hub.Incident(id).CheckDeadlines();
        await hub.Log.WhenAsync(id, "StepFired", 3);
        Assert.Empty(await hub.Log.DueAsync(hub.Clock.GetUtcNow(), 10, CancellationToken.None));
    }

    [Fact]
    public async Task Deadline_ByTheReminder_WakesAForgottenIncident()
    {
        await using var hub = await HubCluster.StartAsync();
        var id = await OpenAsync(hub);
        // The reminder is set beside the call; a call that reads it waits behind nothing, so ask the table until it is there.
        await hub.ForgetAsync(hub.Incident(id));
        var loads = hub.Log.Loads;
        var woken = hub.Log.WhenAsync(id, "StepFired", 2);
        // The reminder service arms its own timer beside us: let it, then let its minute pass.
        for (var i = 0; i < 30 && !woken.IsCompleted; i++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(20));
            await Task.WhenAny(woken, Task.Delay(100));
        }
        await woken;
        Assert.True(hub.Log.Loads > loads, "The step was fired by an activation that should be gone");
    }

    [Fact]
    public async Task Deadline_PassedWhileEverythingWasDown_FiresWhatIsOverdueAtOnceInOneAppend()
    {
        var parts = new Parts();
        IncidentId id;
        await using (var first = await HubCluster.StartAsync(parts)) id = await OpenAsync(first);
        parts.Clock.Advance(TimeSpan.FromMinutes(30));
        await using var second = await HubCluster.StartAsync(parts);
        var (appends, before) = (parts.Log.Appends, parts.Log.Timeline(id).Count);
        await second.Incident(id).CheckDeadlines();
        Assert.Equal(["StepFired", "StepFired", "StepFired"], parts.Log.Timeline(id).Skip(before).Select(e => e.Kind));
        Assert.Equal(appends + 1, parts.Log.Appends);
    }

    [Fact]
    public async Task Acknowledgement_OwnerIdle_LapsesByItselfAndThePlanGoesOn()
    {
        await using var hub = await HubCluster.StartAsync();
        var id = await OpenAsync(hub);
        await hub.Incident(id).Execute(new Acknowledge("user:park", null));
        hub.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(Handling.Acknowledged, (await hub.Incident(id).Get())!.Handling);
        hub.Clock.Advance(TimeSpan.FromMinutes(1));
        await hub.Log.WhenAsync(id, "AcknowledgementLapsed");
        Assert.Equal((Handling.Unacknowledged, 2), ((await hub.Incident(id).Get())!.Handling, (await hub.Incident(id).Get())!.Escalation.Round));
    }

    [Fact]
    public async Task Deadline_AppendFails_IsTriedAgain()
    {
        await using var hub = await HubCluster.StartAsync(new Parts { Reminders = false });
        var id = await OpenAsync(hub);
        hub.Log.FailNext = 1;
        hub.Clock.Advance(TimeSpan.FromSeconds(60));
        var fired = hub.Log.WhenAsync(id, "StepFired", 2);
        for (var i = 0; i < 50 && !fired.IsCompleted; i++)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(fired, Task.Delay(50));
        }
        await fired;
        Assert.Equal(0, hub.Log.FailNext);
    }

    [Fact]
    public async Task Deadline_DutyOrderHangs_TheSupervisorIsAlertedAfterTheTimeout()
    {
        var parts = new Parts { Reminders = false };
        await using var hub = await HubCluster.StartAsync(parts);
        var id = await OpenAsync(hub);
        hub.Clock.Advance(TimeSpan.FromSeconds(120));
        await hub.Log.WhenAsync(id, "StepFired", 3);
        await QuietAsync(hub, id);
        parts.Responders.Hangs = true;
        hub.Clock.Advance(TimeSpan.FromSeconds(60));
        var fired = hub.Log.WhenAsync(id, "StepFired", 4);
        for (var i = 0; i < 50 && !fired.IsCompleted; i++)
        {
            hub.Clock.Advance(TimeSpan.FromMilliseconds(500));
            await Task.WhenAny(fired, Task.Delay(50));
        }
        await fired;
        Assert.Contains(hub.Log.Snapshot(id)!.Reasons, r => r.Key == "reason.duty-unreachable");
    }

    [Theory]
    [InlineData(-60)]
    [InlineData(60)]
    public async Task Deadline_HubClockIsPutBackOrForward_FiresAfterItsTimeAndOnlyOnce(int minutes)
    {
        var clock = new JumpingClock(TestSignals.Start);
        await using var hub = await HubCluster.StartAsync(new Parts { Reminders = false, Clock = clock });
        var id = await OpenAsync(hub);
        clock.Advance(TimeSpan.FromSeconds(30));
        clock.JumpWall(TimeSpan.FromMinutes(minutes));
        await hub.Incident(id).CheckDeadlines(); // what the sweeper does when its own look at the clock says so
        Assert.Single(hub.Log.Timeline(id), e => e.Kind == "StepFired");
        clock.Advance(TimeSpan.FromSeconds(30));
        await hub.Log.WhenAsync(id, "StepFired", 2);
        await QuietAsync(hub, id);
        Assert.Equal(2, hub.Log.Timeline(id).Count(e => e.Kind == "StepFired"));
    }

    [Fact]
    public async Task Silo_KilledWithTheIncident_TheOtherGoesOnWithinTenSeconds()
    {
        await using var hub = await HubCluster.StartAsync();
        var id = await OpenAsync(hub);
        hub.Clock.Advance(TimeSpan.FromSeconds(30));
        var watch = Stopwatch.StartNew();
        await hub.KillOwnerAsync(hub.Incident(id));
        hub.Clock.Advance(TimeSpan.FromSeconds(30));
        // What the sweeper does, each second.
        while (hub.Log.Timeline(id).Count(e => e.Kind == "StepFired") < 2 && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            try
            {
                await hub.Incident(id).CheckDeadlines().WaitAsync(TimeSpan.FromSeconds(1));
            }
            catch (Exception e) when (e is TimeoutException or Orleans.Runtime.OrleansException)
            {
                await Task.Delay(100);
            }
        }
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Equal(2, hub.Log.Timeline(id).Count(e => e.Kind == "StepFired"));
    }

    [Fact]
    public async Task Incident_ThousandsOfSignals_StaysFast()
    {
        await using var hub = await HubCluster.StartAsync();
        var id = await OpenAsync(hub);
        var early = await TimeAsync(hub, id, 0, 500);
        await TimeAsync(hub, id, 500, 9_000);
        var late = await TimeAsync(hub, id, 9_500, 500);
        Assert.Equal(10_001, (await hub.Incident(id).Get())!.SignalCount);
        Assert.True(late < (early * 3) + TimeSpan.FromMilliseconds(500), $"500 signals took {early.TotalMilliseconds:F0} ms at first and {late.TotalMilliseconds:F0} ms after 9,500");
    }

    private static async Task<TimeSpan> TimeAsync(HubCluster hub, IncidentId id, int from, int count)
    {
        var watch = Stopwatch.StartNew();
        for (var i = from; i < from + count; i++) await hub.Incident(id).Receive(TestSignals.Sos($"many-{i}", hub.Clock.GetUtcNow()));
        return watch.Elapsed;
    }

    private static async Task<IncidentId> OpenAsync(HubCluster hub)
    {
        var id = (await (await hub.OpenSosAsync()).Get())!.Id;
        await hub.Log.WhenAsync(id, "VoiceChosen");
        await QuietAsync(hub, id);
        return id;
    }

    /// <summary>
    /// Waits until the turn that wrote the last entry is over and its timer set: the log shows an entry before that, and a clock that is moved in
    /// between would leave the timer behind. The command is refused and changes nothing; it only waits its turn.
    /// </summary>
    private static Task<CommandResult> QuietAsync(HubCluster hub, IncidentId id) => hub.Incident(id).Execute(new Unshelve("user:probe", null));
}
