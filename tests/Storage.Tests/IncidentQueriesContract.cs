using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What screens and the API read of incidents.</summary>
public abstract class IncidentQueriesContract(StorageFixture storage) : IAsyncLifetime
{
    private static readonly IncidentFilter Everything = new(IncidentStatusFilter.All, null, null, null, null, 100, null);
    private TestHub _hub = null!;

    private IIncidentLog Log => _hub.Get<IIncidentLog>();

    private IIncidentQueries Queries => _hub.Get<IIncidentQueries>();

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Find_AppendedIncident_ComesBackAsItWasWithItsChange()
    {
        var append = Sample.Append(Sample.Incident(1));
        var change = (await Log.AppendAsync(append, None)).Change;
        var found = await Queries.FindAsync(Sample.Incident(1), None);
        // A resident without a record has no name; the one that the append carried is not stored.
        Assert.Equivalent(append.Snapshot with { Change = change, Subject = append.Snapshot.Subject with { Name = "r1" } }, found, strict: true);
        Assert.Null(await Queries.FindAsync(Sample.Incident(2), None));
        Assert.Equivalent(append.Entries, await Queries.TimelineAsync(Sample.Incident(1), None), strict: true);
    }

    [Fact]
    public async Task List_MoreThanAPage_WalksNewestFirstWithoutLossOrDouble()
    {
        for (var i = 0; i < 25; i++) await Log.AppendAsync(Sample.Append(Sample.Incident(i), minute: i / 4), None);
        var seen = new List<IncidentId>();
        string? after = null;
        do
        {
            var page = await Queries.ListAsync(Everything with { Limit = 7, After = after }, None);
            seen.AddRange(page.Items.Select(incident => incident.Id));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(Sample.Incident), seen);
    }

    [Fact]
    public async Task List_Filters_EachNarrows()
    {
        var taken = Sample.Append(Sample.Incident(1), resident: "r1");
        await Log.AppendAsync(taken with { Snapshot = taken.Snapshot with { Assignee = "user:kim" } }, None);
        var done = Sample.Append(Sample.Incident(2), resident: "r2", minute: 5);
        var elsewhere = done.Snapshot.Subject with { District = "ilsan" };
        await Log.AppendAsync(done with { Snapshot = done.Snapshot with { Outcome = Outcome.False, Subject = elsewhere } }, None);
        Assert.Equal([Sample.Incident(1)], await ListAsync(Everything with { Status = IncidentStatusFilter.Open }));
        Assert.Equal([Sample.Incident(2)], await ListAsync(Everything with { Status = IncidentStatusFilter.Resolved }));
        Assert.Equal([Sample.Incident(2)], await ListAsync(Everything with { District = "ilsan" }));
        Assert.Equal([Sample.Incident(1)], await ListAsync(Everything with { Assignee = "user:kim" }));
        Assert.Equal([Sample.Incident(2)], await ListAsync(Everything with { Since = Sample.Now.AddMinutes(5) }));
        Assert.Equal([Sample.Incident(1)], await ListAsync(Everything with { Subject = new SubjectRef(SubjectKind.Resident, "r1") }));
        Assert.Empty(await ListAsync(Everything with { Subject = new SubjectRef(SubjectKind.Place, "r1") }));
    }

    [Theory]
    [InlineData("rubbish")]
    [InlineData("")]
    [InlineData("MTIvLi4vLi4")]
    public async Task List_CursorOfSomebodyElse_IsRefused(string cursor) =>
        await Assert.ThrowsAsync<FormatException>(() => Queries.ListAsync(Everything with { After = cursor }, None));

    [Fact]
    public async Task Signals_MoreThanAPage_OldestFirst()
    {
        for (var i = 0; i < 12; i++) await Log.AppendAsync(Sample.Append(Sample.Incident(1), i, Sample.Numbered("robot-1/e", i)), None);
        var first = await Queries.SignalsAsync(Sample.Incident(1), null, 10, None);
        Assert.Equal(Sample.Signal("robot-1/e000000"), first.Items[0]);
        var second = await Queries.SignalsAsync(Sample.Incident(1), first.Next, 10, None);
        Assert.Equal(["robot-1/e000010", "robot-1/e000011"], second.Items.Select(signal => signal.Id));
        Assert.Null(second.Next);
    }

    [Fact]
    public async Task ChangedSince_TwoChanged_OldestChangeFirst()
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1)), None);
        var mark = await Queries.LastChangeAsync(None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(2)), None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(1), 1), None);
        var changed = await Queries.ChangedSinceAsync(mark, 10, None);
        Assert.Equal([Sample.Incident(2), Sample.Incident(1)], changed.Select(incident => incident.Id));
        Assert.Equal(await Queries.LastChangeAsync(None), changed[^1].Change);
    }

    private async Task<IEnumerable<IncidentId>> ListAsync(IncidentFilter filter) => (await Queries.ListAsync(filter, None)).Items.Select(incident => incident.Id);
}

public sealed class SqliteIncidentQueriesTests(SqliteFixture storage) : IncidentQueriesContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresIncidentQueriesTests(PostgresFixture storage) : IncidentQueriesContract(storage), IClassFixture<PostgresFixture>;
