using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Signals;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What storage keeps of devices: registry, claims, commands, looks, telemetry, quarantine, sessions.</summary>
public abstract class DeviceStorageContract(StorageFixture storage) : IAsyncLifetime
{
    private static readonly DeviceId Robot = DeviceId.Parse("robot-1");
    private TestHub _hub = null!;

    private IDeviceRegistry Registry => _hub.Get<IDeviceRegistry>();

    private IDeviceLedger Ledger => _hub.Get<IDeviceLedger>();

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Registry_SavedAndReplaced_FindsTheLastAndListsByIdAndKind()
    {
        Assert.Null(await Registry.FindAsync(Robot, None));
        await Registry.SaveAsync(Registration("robot-1", DeviceKind.Robot), None);
        await Registry.SaveAsync(Registration("cam-1", DeviceKind.Camera) with { Subject = null }, None);
        await Registry.SaveAsync(Registration("robot-1", DeviceKind.Robot) with { Name = "효돌이" }, None);
        Assert.Equal("효돌이", (await Registry.FindAsync(Robot, None))!.Name);
        Assert.Equal(["cam-1", "robot-1"], (await Registry.ListAsync(null, null, 10, None)).Select(device => device.Id.Value));
        Assert.Equal(["robot-1"], (await Registry.ListAsync(DeviceKind.Robot, null, 10, None)).Select(device => device.Id.Value));
        Assert.Equivalent(Registration("cam-1", DeviceKind.Camera) with { Subject = null }, (await Registry.ListAsync(null, null, 1, None))[0], strict: true);
        Assert.Equal(["robot-1"], (await Registry.ListAsync(null, "cam-1", 10, None)).Select(device => device.Id.Value));
    }

    [Fact]
    public async Task Claim_UsedByManyAtOnce_BelongsToExactlyOne()
    {
        var claim = new DeviceClaim("claim-1", [1, 2, 3], Robot, Sample.Now.AddDays(1), null, 0);
        await Registry.SaveClaimAsync(claim, None);
        Assert.Equivalent(claim, await Registry.FindClaimAsync("claim-1", None), strict: true);
        Assert.Equal(1, await Registry.CountWrongCodeAsync("claim-1", None));
        Assert.Equal(2, await Registry.CountWrongCodeAsync("claim-1", None));
        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Registry.TryUseClaimAsync("claim-1", Sample.Now, None)));
        Assert.Single(wins, won => won);
        Assert.Equal(Sample.Now, (await Registry.FindClaimAsync("claim-1", None))!.UsedAt);
        Assert.False(await Registry.TryUseClaimAsync("claim-2", Sample.Now, None));
    }

    [Fact]
    public async Task Command_SavedThenSettled_IsOpenOnlyBefore()
    {
        var command = new DeviceCommand("c1", "say", """{"text":"안녕"}""", "user:kim", Sample.Now, Sample.Now.AddMinutes(1), CommandState.Pending, null, null);
        await Ledger.SaveCommandAsync(Robot, command, None);
        await Ledger.SaveCommandAsync(Robot, command with { Id = "c0", RequestedAt = Sample.Now.AddSeconds(-9) }, None);
        Assert.Equal(["c0", "c1"], (await Ledger.OpenCommandsAsync(Robot, None)).Select(open => open.Id));
        var settled = command with { State = CommandState.Done, ReplyJson = """{"ok":true}""", SettledAt = Sample.Now.AddSeconds(5) };
        await Ledger.SaveCommandAsync(Robot, settled, None);
        Assert.Equal(["c0"], (await Ledger.OpenCommandsAsync(Robot, None)).Select(open => open.Id));
        Assert.Equal(settled, await Ledger.FindCommandAsync(Robot, "c1", None));
        Assert.Null(await Ledger.FindCommandAsync(DeviceId.Parse("robot-2"), "c1", None));
    }

    [Fact]
    public async Task Look_PutOffOrTakenBack_IsNotDue()
    {
        var other = DeviceId.Parse("robot-2");
        Ledger.ScheduleLook(Robot, DeviceKind.Robot, Sample.Now);
        Ledger.ScheduleLook(other, DeviceKind.Robot, Sample.Now.AddSeconds(-5));
        var due = await Waiting.UntilAsync(() => Ledger.DueLooksAsync(Sample.Now, 10, None), due => due.Count == 2);
        Assert.Equal([new DueDevice(DeviceKind.Robot, other), new DueDevice(DeviceKind.Robot, Robot)], due);
        Ledger.ScheduleLook(Robot, DeviceKind.Robot, Sample.Now.AddMinutes(3));
        Ledger.ScheduleLook(other, DeviceKind.Robot, null);
        Assert.Empty(await Ledger.DueLooksAsync(Sample.Now, 10, None));
        await Waiting.UntilAsync(() => Ledger.DueLooksAsync(Sample.Now.AddMinutes(3), 10, None), due => due.Count == 1);
    }

    [Fact]
    public async Task Telemetry_OverlappingChunks_ReadInOrderOfTimeByNameAndLimit()
    {
        Assert.True(Ledger.TryAppendTelemetry(Chunk((10, "temperature", "21.5"), (20, "door", "true"))));
        Assert.True(Ledger.TryAppendTelemetry(Chunk((5, "temperature", "20"), (15, "mode", "\"away\""), (25, "temperature", "23"))));
        var all = await Waiting.UntilAsync(() => ReadAsync(null, 100), points => points.Count == 5);
        Assert.Equal([5, 10, 15, 20, 25], all.Select(point => (point.At - Sample.Now).TotalSeconds));
        Assert.Equal(new TelemetryValue("mode", null, null, "away"), all[2].Value);
        Assert.Equal(new TelemetryValue("door", null, true, null), all[3].Value);
        Assert.Equal([20, 21.5, 23], (await ReadAsync("temperature", 100)).Select(point => point.Value.Number!.Value));
        Assert.Equal([20, 21.5], (await ReadAsync("temperature", 2)).Select(point => point.Value.Number!.Value));
    }

    [Fact]
    public async Task Quarantine_BrokenMessages_AreCutCountedAndListedNewestFirst()
    {
        var quarantine = _hub.Get<IQuarantine>();
        quarantine.Put(new QuarantinedMessage(0, null, "t\0" + new string('x', 300), new byte[9_000], 9_000, "too-large", "It is too large.", Sample.Now));
        quarantine.Put(new QuarantinedMessage(0, "robot-1", "t", [1], 1, "not-json", "It is not JSON.", Sample.Now));
        var kept = await Waiting.UntilAsync(() => quarantine.ListAsync(null, 10, None), kept => kept.Count == 2);
        Assert.Equal(["not-json", "too-large"], kept.Select(message => message.Cause));
        Assert.Equal((256, 4_096, 9_000L), (kept[1].Topic.Length, kept[1].Payload.Length, kept[1].PayloadBytes));
        Assert.Equal("too-large", Assert.Single(await quarantine.ListAsync(kept[0].Sequence, 10, None)).Cause);
        Assert.Equal(1, quarantine.CountsByCause["not-json"]);
    }

    [Fact]
    public async Task Quarantine_Flooded_NeverBlocksAndKeepsAtMostTenThousand()
    {
        var quarantine = _hub.Get<IQuarantine>();
        for (var i = 0; i < 12_000; i++)
        {
            quarantine.Put(new QuarantinedMessage(0, null, "t", [], 0, "not-json", "It is not JSON.", Sample.Now.AddSeconds(i)));
            if (i % 500 == 499) await quarantine.ListAsync(null, 1, None); // lets the writer keep up, so that the bound of the table is met
        }
        Assert.Equal(12_000, quarantine.CountsByCause["not-json"]);
        var newest = await Waiting.UntilAsync(() => quarantine.ListAsync(null, 1, None), kept => kept.Count == 1);
        Assert.Empty(await quarantine.ListAsync(newest[0].Sequence - 10_000, 10, None));
    }

    [Fact]
    public async Task Session_SavedReplacedRemoved_LoadsWhatIsLeft()
    {
        var sessions = _hub.Get<IMqttSessionStore>();
        var session = new MqttSessionRecord("client", Robot, new Dictionary<string, int> { ["safetyhub/v1/robot-1/command"] = 1 }, Sample.Now.AddDays(1));
        await sessions.SaveAsync(session with { ExpiresAt = null }, None);
        await sessions.SaveAsync(session, None);
        await sessions.SaveAsync(session with { ClientId = "gone" }, None);
        await sessions.RemoveAsync("gone", None);
        Assert.Equivalent(session, Assert.Single(await sessions.LoadAsync(None)), strict: true);
    }

    private Task<IReadOnlyList<TelemetryPoint>> ReadAsync(string? name, int limit) =>
        _hub.Get<ITelemetryHistory>().ReadAsync(Robot, name, Sample.Now, Sample.Now.AddMinutes(1), limit, None);

    private static TelemetryChunk Chunk(params (int Second, string Name, string Json)[] readings)
    {
        var texts = readings.Select(r => $$$"""{"at":"{{{Sample.Now.AddSeconds(r.Second):yyyy-MM-ddTHH:mm:ssZ}}}","seq":1,"values":{"{{{r.Name}}}":{{{r.Json}}}}}""");
        return new(
            Robot, Sample.Now.AddSeconds(readings[0].Second), Sample.Now.AddSeconds(readings[^1].Second), readings.Length,
            System.Text.Encoding.UTF8.GetBytes($"[{string.Join(',', texts)}]"));
    }

    private static DeviceRegistration Registration(string id, DeviceKind kind) => new(
        DeviceId.Parse(id), kind, "기기 " + id, new SubjectRef(SubjectKind.Resident, "r1"), [1, 2], [3, 4, 5], Sample.Now);
}

public sealed class SqliteDeviceStorageTests(SqliteFixture storage) : DeviceStorageContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresDeviceStorageTests(PostgresFixture storage) : DeviceStorageContract(storage), IClassFixture<PostgresFixture>;
