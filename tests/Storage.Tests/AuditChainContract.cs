using SafetyHub.Audit;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>The audit's chain shows every change that somebody makes in the database behind the hub's back.</summary>
public abstract class AuditChainContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Chain_Written_IsIntactUpToItsHead()
    {
        Assert.Equal(new AuditVerification(true, 0, null, []).Intact, (await VerifyAsync()).Intact);
        await WriteAsync(3);
        var found = await VerifyAsync();
        Assert.True(found.Intact, string.Join("; ", found.Faults));
        Assert.Equal((3, 3), (found.Entries, found.Head!.Number));
    }

    [Theory]
    [InlineData("UPDATE audit SET actor = 'user:other' WHERE number = 2", "Entry 2")]
    [InlineData("UPDATE audit SET detail = NULL WHERE number = 3", "Entry 3")]
    [InlineData("DELETE FROM audit WHERE number = 3", "Entries 3 to 3 are missing")]
    [InlineData("DELETE FROM audit WHERE number >= 4", "The end is missing")]
    [InlineData("UPDATE audit SET hash = repeat_ WHERE number = 5", "Entry 5")]
    [InlineData("INSERT INTO audit (at, actor, action, target) VALUES (1, 'user:other', 'x', 'y')", "1 entries are not part of the chain")]
    [InlineData("DELETE FROM audit_head", "The head of the chain is missing")]
    public async Task Chain_ChangedInTheDatabase_SaysWhere(string change, string expected)
    {
        await WriteAsync(5);
        await RunAsync(change.Replace("repeat_", $"'{new string('a', 64)}'", StringComparison.Ordinal));
        var found = await VerifyAsync();
        Assert.False(found.Intact);
        Assert.Contains(found.Faults, fault => fault.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chain_CutOffTogetherWithItsHead_IsFoundByAKnownPlaceAlone()
    {
        await WriteAsync(5);
        var known = (await VerifyAsync()).Head!;
        await RunAsync("DELETE FROM audit WHERE number >= 4");
        await RunAsync("UPDATE audit_head SET number = 3, hash = (SELECT hash FROM audit WHERE number = 3)");
        Assert.True((await VerifyAsync()).Intact);
        var found = await VerifyAsync(known);
        Assert.False(found.Intact);
        Assert.Contains("known entry 5", Assert.Single(found.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chain_KnownPlaceOfItself_StaysPartOfItAsItGrows()
    {
        await WriteAsync(2);
        var known = (await VerifyAsync()).Head!;
        await WriteAsync(2);
        Assert.True((await VerifyAsync(known)).Intact);
        Assert.False((await VerifyAsync(known with { Hash = new string('0', 64) })).Intact);
    }

    [Fact]
    public async Task Entries_OfAReleaseWithoutAChain_AreChainedOnceAndInOrder()
    {
        for (var i = 0; i < 3; i++) await RunAsync($"INSERT INTO audit (at, actor, action, target) VALUES ({i}, 'user:kim', 'sign-in.done', 'user/{i}')");
        await AuditChain.SealAsync(_hub.Database, None);
        await WriteAsync(1);
        await AuditChain.SealAsync(_hub.Database, None);
        var found = await VerifyAsync();
        Assert.True(found.Intact, string.Join("; ", found.Faults));
        Assert.Equal(4, found.Entries);
    }

    [Fact]
    public async Task Chain_WrittenByManyAtOnce_DoesNotFork()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(5))));
        var found = await VerifyAsync();
        Assert.True(found.Intact, string.Join("; ", found.Faults));
        Assert.Equal(40, found.Entries);
    }

    protected async Task<AuditVerification> VerifyAsync(AuditAnchor? known = null) => await _hub.Get<IAuditChain>().VerifyAsync(known, None);

    protected Task WriteAsync(int count) => WriteAsync(_hub, count);

    internal static async Task WriteAsync(TestHub hub, int count)
    {
        for (var i = 0; i < count; i++) await hub.Get<IAuditLog>().WriteAsync(new AuditEntry(0, Sample.Now.AddSeconds(i), "user:kim", "evidence.view", $"evidence/{i}", "clip"), None);
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = await _hub.Database.OpenAsync(StorageArea.Main, None);
        await using var command = connection.Sql(sql);
        await command.ExecuteNonQueryAsync();
    }
}

public sealed class SqliteAuditChainTests(SqliteFixture storage) : AuditChainContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresAuditChainTests(PostgresFixture storage) : AuditChainContract(storage), IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture _storage = storage;

    [Fact]
    public async Task Chain_WrittenByTwoHubsAtOnce_DoesNotFork()
    {
        var options = await _storage.NewOptionsAsync();
        await using var one = await _storage.HubAsync(options);
        await using var two = await _storage.HubAsync(options);
        await Task.WhenAll(new[] { one, two, one, two }.Select(hub => Task.Run(() => WriteAsync(hub, 20))));
        var found = await one.Get<IAuditChain>().VerifyAsync(null, CancellationToken.None);
        Assert.True(found.Intact, string.Join("; ", found.Faults));
        Assert.Equal(80, found.Entries);
    }
}
