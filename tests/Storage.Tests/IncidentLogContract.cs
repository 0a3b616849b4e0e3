using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What every incident log keeps to.</summary>
public abstract class IncidentLogContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private IIncidentLog Log => _hub.Get<IIncidentLog>();

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Append_FirstOfAnIncident_IsThereWithItsVersionAndChange()
    {
        var result = await Log.AppendAsync(Sample.Append(Sample.Incident(1), signal: "robot-1/e1"), None);
        Assert.Equal(new AppendResult(AppendStatus.Appended, 1, null), result);
        Assert.Equal(new StoredIncident("""{"version":1}""", 1, 1), await Log.LoadAsync(Sample.Incident(1), None));
        Assert.Null(await Log.LoadAsync(Sample.Incident(2), None));
    }

    [Fact]
    public async Task Append_KnownSignal_WritesNothingAndNamesItsIncident()
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1), signal: "robot-1/e1"), None);
        var second = await Log.AppendAsync(Sample.Append(Sample.Incident(2), signal: "robot-1/e1"), None);
        Assert.Equal(new AppendResult(AppendStatus.DuplicateSignal, 0, Sample.Incident(1)), second);
        Assert.Null(await Log.LoadAsync(Sample.Incident(2), None));
        Assert.Equal(Sample.Incident(1), await Log.IncidentOfSignalAsync("robot-1/e1", None));
    }

    [Fact]
    public async Task Append_SignalKnownWithoutIncident_IsADuplicateOfNone()
    {
        Assert.Equal(AppendStatus.Appended, (await Log.RecordSignalAsync(Sample.Signal("robot-1/e1"), None)).Status);
        Assert.Equal(new AppendResult(AppendStatus.DuplicateSignal, 0, null), await Log.RecordSignalAsync(Sample.Signal("robot-1/e1"), None));
        Assert.Equal(AppendStatus.DuplicateSignal, (await Log.AppendAsync(Sample.Append(Sample.Incident(1), signal: "robot-1/e1"), None)).Status);
        Assert.Null(await Log.IncidentOfSignalAsync("robot-1/e1", None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Append_OtherVersionThanStored_IsAConflictAndChangesNothing(int expected)
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1)), None);
        var result = await Log.AppendAsync(Sample.Append(Sample.Incident(1), expected, "robot-1/e9"), None);
        Assert.Equal(AppendStatus.VersionConflict, result.Status);
        Assert.Equal(1, (await Log.LoadAsync(Sample.Incident(1), None))!.Version);
        Assert.Equal(AppendStatus.Appended, (await Log.RecordSignalAsync(Sample.Signal("robot-1/e9"), None)).Status);
    }

    [Fact]
    public async Task Append_EntriesOutOfOrder_IsRefusedBeforeItIsQueued()
    {
        var append = Sample.Append(Sample.Incident(1)) with { Entries = [Sample.Entry(2)] };
        await Assert.ThrowsAsync<ArgumentException>(() => Log.AppendAsync(append, None));
    }

    [Fact]
    public async Task Append_ManyAtOnce_EachIsThereOnceAndChangesGrowWithoutDoubles()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Log.AppendAsync(
            Sample.Append(Sample.Incident(i), signal: Sample.Numbered("robot-1/e", i % 500)), None)));
        var appended = results.Where(result => result.Status == AppendStatus.Appended).ToList();
        Assert.Equal(500, appended.Count);
        Assert.Equal(100, results.Count(result => result.Status == AppendStatus.DuplicateSignal));
        Assert.Equal(500, appended.Select(result => result.Change).Distinct().Count());
        Assert.Equal(appended.Max(result => result.Change), await _hub.Get<IIncidentQueries>().LastChangeAsync(None));
    }

    [Fact]
    public async Task Append_RacersForOneVersion_ExactlyOneWins()
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1)), None);
        var results = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Log.AppendAsync(
            Sample.Append(Sample.Incident(1), 1, Sample.Numbered("robot-2/e", i)), None)));
        Assert.Single(results, result => result.Status == AppendStatus.Appended);
        Assert.Equal(49, results.Count(result => result.Status == AppendStatus.VersionConflict));
    }

    [Fact]
    public async Task Append_SeveralVersionsQueuedTogether_AllEntriesAreKeptAndTheLastProjectionHolds()
    {
        var writes = Enumerable.Range(0, 40).Select(version => Log.AppendAsync(Sample.Append(Sample.Incident(1), version), None)).ToList();
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendStatus.Appended, result.Status));
        Assert.Equal("""{"version":40}""", (await Log.LoadAsync(Sample.Incident(1), None))!.StateJson);
        var timeline = await _hub.Get<IIncidentQueries>().TimelineAsync(Sample.Incident(1), None);
        Assert.Equal(Enumerable.Range(1, 40), timeline.Select(entry => entry.Sequence));
    }

    [Fact]
    public async Task Append_OneThatTheDatabaseRefusesAmongMany_FailsAlone()
    {
        var bad = Sample.Append(Sample.Incident(999)) with { Entries = [Sample.Entry(1) with { Kind = null! }] };
        var writes = Enumerable.Range(0, 30).Select(i => Log.AppendAsync(i == 15 ? bad : Sample.Append(Sample.Incident(i)), None)).ToList();
        await Assert.ThrowsAsync<StorageUnavailableException>(() => writes[15]);
        writes.RemoveAt(15);
        Assert.All(await Task.WhenAll(writes), result => Assert.Equal(AppendStatus.Appended, result.Status));
        Assert.Null(await Log.LoadAsync(Sample.Incident(999), None));
    }

    [Fact]
    public async Task Due_DeadlinePassedAndOpen_ListsMostOverdueFirst()
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1)) with { NextDeadlineAt = Sample.Now.AddMinutes(2) }, None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(2)) with { NextDeadlineAt = Sample.Now.AddMinutes(1) }, None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(3)) with { NextDeadlineAt = Sample.Now.AddMinutes(9) }, None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(4)) with { NextDeadlineAt = null }, None);
        Assert.Equal([Sample.Incident(2), Sample.Incident(1)], await Log.DueAsync(Sample.Now.AddMinutes(2), 10, None));
        Assert.Equal([Sample.Incident(2)], await Log.DueAsync(Sample.Now.AddMinutes(2), 1, None));
    }

    [Fact]
    public async Task OpenOfSubject_OneResolved_ListsTheOtherOnly()
    {
        await Log.AppendAsync(Sample.Append(Sample.Incident(1)), None);
        var resolved = Sample.Append(Sample.Incident(2));
        await Log.AppendAsync(resolved with { Snapshot = resolved.Snapshot with { Outcome = Outcome.Real } }, None);
        await Log.AppendAsync(Sample.Append(Sample.Incident(3), resident: "r2"), None);
        var open = await Log.OpenOfSubjectAsync(new SubjectRef(SubjectKind.Resident, "r1"), None);
        Assert.Equal([new OpenIncident(IncidentCategory.Sos, Sample.Incident(1))], open);
    }

    [Fact]
    public async Task Append_CallerGivesUp_IsToldAndTheLogGoesOn()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Log.AppendAsync(Sample.Append(Sample.Incident(1)), cancelled.Token));
        Assert.Equal(AppendStatus.Appended, (await Log.AppendAsync(Sample.Append(Sample.Incident(2)), None)).Status);
    }
}

public sealed class SqliteIncidentLogTests(SqliteFixture storage) : IncidentLogContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresIncidentLogTests(PostgresFixture storage) : IncidentLogContract(storage), IClassFixture<PostgresFixture>;
