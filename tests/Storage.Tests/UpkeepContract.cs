using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SafetyHub.Alerts;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What is thrown away and what is kept: old rows and stills.</summary>
public abstract class UpkeepContract(StorageFixture storage) : IAsyncLifetime
{
    private static readonly DeviceId Robot = DeviceId.Parse("robot-1");
    private TestHub _hub = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Retention_OldAndNewRows_OnlyTheOldGo()
    {
        var ledger = _hub.Get<IDeviceLedger>();
        var now = TimeProvider.System.GetUtcNow();
        var old = now.AddDays(-100);
        foreach (var at in new[] { old, now }) Assert.True(ledger.TryAppendTelemetry(Chunk(at)));
        await ledger.SaveCommandAsync(Robot, Command("old", CommandState.Done, old), None);
        await ledger.SaveCommandAsync(Robot, Command("open", CommandState.Pending, null), None);
        await SettleAlertAsync(old);
        var history = _hub.Get<ITelemetryHistory>();
        await Waiting.UntilAsync(() => history.ReadAsync(Robot, null, old, now, 10, None), points => points.Count == 2);
        await _hub.Get<IEnumerable<IHostedService>>().OfType<RetentionJob>().Single().CleanAsync(None);
        Assert.Single(await history.ReadAsync(Robot, null, old, now, 10, None));
        Assert.Null(await ledger.FindCommandAsync(Robot, "old", None));
        Assert.NotNull(await ledger.FindCommandAsync(Robot, "open", None));
        Assert.Equal("pending", Assert.Single(await _hub.Get<IAlertOutbox>().ListAsync(null, 10, None)).State);
        Assert.Equal(1, (await _hub.Get<IIncidentLog>().LoadAsync(Sample.Incident(1), None))!.Version);
    }

    [Fact]
    public async Task Evidence_Saved_OpensByItsHashOnlyAndIsPrivate()
    {
        var evidence = _hub.Get<IEvidenceStore>();
        var hash = await evidence.SaveJpegAsync(new byte[] { 1, 2, 3 }, None);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", hash);
        Assert.Equal(hash, await evidence.SaveJpegAsync(new byte[] { 1, 2, 3 }, None));
        await using (var still = evidence.OpenJpeg(hash!)!) Assert.Equal(3, still.Length);
        Assert.Null(evidence.OpenJpeg(new string('0', 64)));
        Assert.Null(evidence.OpenJpeg("../../hub.db"));
        var file = Assert.Single(Directory.GetFiles(_hub.Database.DataDirectory, "*", SearchOption.AllDirectories), path => path.EndsWith(".jpg", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public async Task Evidence_DiskBelowItsFloor_IsNotKeptAndNothingThrows()
    {
        var options = await storage.NewOptionsAsync();
        options.EvidenceDiskFloor = long.MaxValue / 2;
        await using var hub = await storage.HubAsync(options);
        Assert.Null(await hub.Get<IEvidenceStore>().SaveJpegAsync(new byte[] { 1 }, None));
    }

    private async Task SettleAlertAsync(DateTimeOffset at)
    {
        await _hub.Get<IIncidentLog>().AppendAsync(
            Sample.Append(Sample.Incident(1)) with { Alerts = [Sample.Alert(Sample.Incident(1), "old"), Sample.Alert(Sample.Incident(1), "open", AlertChannel.Voice)] }, None);
        var outbox = _hub.Get<IAlertOutbox>();
        var taken = await outbox.LeaseAsync(new AlertLease(AlertChannel.Screen, "one", Sample.Now, Sample.Now.AddSeconds(30), 10), None);
        await outbox.SettleAsync(taken[0].Order.Id, "one", new AlertResult(true, null, at), None);
    }

    private static TelemetryChunk Chunk(DateTimeOffset at) => new(
        Robot, at, at, 1, System.Text.Encoding.UTF8.GetBytes($$"""[{"at":"{{at:O}}","values":{"t":1} }]"""));

    private static DeviceCommand Command(string id, CommandState state, DateTimeOffset? settledAt) =>
        new(id, "say", "{}", "hub", Sample.Now, Sample.Now, state, null, settledAt);
}

public sealed class SqliteUpkeepTests(SqliteFixture storage) : UpkeepContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresUpkeepTests(PostgresFixture storage) : UpkeepContract(storage), IClassFixture<PostgresFixture>;
