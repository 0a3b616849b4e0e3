using SafetyHub.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What every outbox keeps to.</summary>
public abstract class AlertOutboxContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private IAlertOutbox Outbox => _hub.Get<IAlertOutbox>();

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Lease_QueuedAlert_ComesBackWholeAndOnlyToOneOwner()
    {
        var order = Sample.Alert(Sample.Incident(1), "a");
        await QueueAsync("a");
        var taken = Assert.Single(await LeaseAsync("one", 0));
        Assert.Equal(new LeasedAlert(order, 1), taken);
        Assert.Empty(await LeaseAsync("two", 0));
    }

    [Fact]
    public async Task Lease_LapsedLease_GoesToTheNextAndTheFirstCanNoLongerSettle()
    {
        await QueueAsync("a");
        var id = (await LeaseAsync("one", 0))[0].Order.Id;
        Assert.Equal(2, Assert.Single(await LeaseAsync("two", 60)).Attempts);
        Assert.False(await Outbox.SettleAsync(id, "one", new AlertResult(true, null, Sample.Now), None));
        Assert.True(await Outbox.SettleAsync(id, "two", new AlertResult(true, null, Sample.Now), None));
        Assert.Empty(await LeaseAsync("two", 600));
    }

    [Fact]
    public async Task Lease_ManyOwnersAtOnce_EachAlertIsTakenOnce()
    {
        var names = Enumerable.Range(0, 60).Select(i => Sample.Numbered("a", i)).ToArray();
        await QueueAsync(names);
        var taken = await Task.WhenAll(Enumerable.Range(0, 6).Select(owner => LeaseAsync($"owner{owner}", 0)));
        Assert.Equal(60, taken.Sum(alerts => alerts.Count));
        Assert.Equal(60, taken.SelectMany(alerts => alerts).Select(alert => alert.Order.Id).Distinct().Count());
    }

    [Fact]
    public async Task Retry_GivenBack_IsDueAgainAtItsTime()
    {
        await QueueAsync("a");
        var id = (await LeaseAsync("one", 0))[0].Order.Id;
        Assert.True(await Outbox.RetryAsync(id, "one", Sample.Now.AddSeconds(20), "timeout", None));
        Assert.Empty(await LeaseAsync("one", 19));
        Assert.Equal(2, Assert.Single(await LeaseAsync("one", 20)).Attempts);
    }

    [Fact]
    public async Task Queue_SameIdAgain_IsLeftAsItIs()
    {
        await QueueAsync("a");
        var id = (await LeaseAsync("one", 0))[0].Order.Id;
        await Outbox.SettleAsync(id, "one", new AlertResult(true, null, Sample.Now), None);
        await _hub.Get<IIncidentLog>().AppendAsync(
            Sample.Append(Sample.Incident(1), 1) with { Alerts = [Sample.Alert(Sample.Incident(1), "a"), Sample.Alert(Sample.Incident(1), "a")] }, None);
        Assert.Equal("delivered", Assert.Single(await Outbox.ListAsync(Sample.Incident(1).Value, 10, None)).State);
    }

    [Fact]
    public async Task Unrecorded_SettledAlert_IsListedUntilItIsMarked()
    {
        await QueueAsync("a", "b");
        var id = (await LeaseAsync("one", 0))[0].Order.Id;
        await Outbox.SettleAsync(id, "one", new AlertResult(false, "gone", Sample.Now.AddSeconds(3)), None);
        var settled = Assert.Single(await Outbox.UnrecordedAsync(10, None));
        Assert.Equal((id, new AlertResult(false, "gone", Sample.Now.AddSeconds(3))), (settled.Order.Id, settled.Result));
        Assert.Equal(new OutboxBacklog(1, 1, null), await Outbox.BacklogAsync(Sample.Now, None));
        await Outbox.MarkRecordedAsync(id, None);
        Assert.Empty(await Outbox.UnrecordedAsync(10, None));
        Assert.Equal(new OutboxBacklog(1, 0, Sample.Now.AddSeconds(30)), await Outbox.BacklogAsync(Sample.Now.AddMinutes(1), None));
    }

    [Fact]
    public async Task Lease_OtherChannel_IsLeftToItsOwnDispatcher()
    {
        await QueueAsync("a");
        Assert.Empty(await Outbox.LeaseAsync(new AlertLease(AlertChannel.WebPush, "one", Sample.Now, Sample.Now.AddSeconds(30), 100), None));
    }

    [Fact]
    public async Task Bell_AlertQueued_Rings()
    {
        var rung = _hub.Get<AlertBell>().WaitAsync(None);
        await QueueAsync("a");
        await rung.WaitAsync(TimeSpan.FromSeconds(10));
    }

    private Task<IReadOnlyList<LeasedAlert>> LeaseAsync(string owner, int seconds) => Outbox.LeaseAsync(
        new AlertLease(AlertChannel.Screen, owner, Sample.Now.AddSeconds(seconds), Sample.Now.AddSeconds(seconds + 30), 100), None);

    private Task<AppendResult> QueueAsync(params string[] names) => _hub.Get<IIncidentLog>().AppendAsync(
        Sample.Append(Sample.Incident(1)) with { Alerts = [.. names.Select(name => Sample.Alert(Sample.Incident(1), name))] }, None);
}

public sealed class SqliteAlertOutboxTests(SqliteFixture storage) : AlertOutboxContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresAlertOutboxTests(PostgresFixture storage) : AlertOutboxContract(storage), IClassFixture<PostgresFixture>;
