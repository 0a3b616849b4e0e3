using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Grains.Incidents;
using SafetyHub.Silo.Storage;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>How a database comes to its schema.</summary>
public abstract class SchemaContract(StorageFixture storage)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Upgrade_SeveralAtOnceOnAnEmptyDatabase_AllSucceedAndEachStepRanOnce()
    {
        var options = await storage.NewOptionsAsync();
        var hubs = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => storage.HubAsync(options))));
        await using var connection = await hubs[0].Database.OpenAsync(StorageArea.Main, None);
        await using var command = connection.Sql("SELECT count(*) FROM schema_version WHERE area = 'Main'");
        Assert.Equal((long)SchemaStep.Of(StorageArea.Main, storage.Kind).Count, await command.ExecuteScalarAsync());
        foreach (var hub in hubs) await hub.DisposeAsync();
    }

    [Fact]
    public async Task Upgrade_SecondStart_KeepsWhatIsThere()
    {
        var options = await storage.NewOptionsAsync();
        await using (var first = await storage.HubAsync(options)) await first.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(1)), None);
        await using var second = await storage.HubAsync(options);
        Assert.Equal(1, (await second.Get<IIncidentLog>().LoadAsync(Sample.Incident(1), None))!.Version);
    }

    [Fact]
    public async Task Upgrade_DatabaseOfANewerRelease_IsRefusedAndLeftAlone()
    {
        var options = await storage.NewOptionsAsync();
        await using var hub = await storage.HubAsync(options);
        await using (var connection = await hub.Database.OpenAsync(StorageArea.Main, None))
        {
            await using var command = connection.Sql("INSERT INTO schema_version (area, version, name) VALUES ('Main', 999, 'future')");
            await command.ExecuteNonQueryAsync();
        }
        var refusal = await Assert.ThrowsAsync<SchemaTooNewException>(() => SchemaUpgrader.UpgradeAsync(hub.Database, NullLogger.Instance, None));
        Assert.Equal(999, refusal.Found);
    }
}

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SqliteSchemaTests(SqliteFixture storage) : SchemaContract(storage), IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Files_OfANewHub_AreReadableByTheirOwnerOnly()
    {
        await using var hub = await storage.NewHubAsync();
        await hub.Get<IIncidentLog>().AppendAsync(Sample.Append(Sample.Incident(1)), CancellationToken.None);
        var folder = Path.GetDirectoryName(hub.Database.MainFile.Path)!;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        var files = Directory.GetFiles(folder);
        Assert.Contains(Path.Combine(folder, "hub.history.db"), files);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }
}

public sealed class PostgresSchemaTests(PostgresFixture storage) : SchemaContract(storage), IClassFixture<PostgresFixture>;
