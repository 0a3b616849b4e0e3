using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Brings the database to the schema this program knows. Each area is upgraded in one transaction under a lock, so that of two processes which
/// start together one upgrades and the other finds it done; a failure leaves the schema as it was.
/// </summary>
public static class SchemaUpgrader
{
    private const long UpgradeLock = 0x5348_5550;

    /// <summary>Upgrades both areas. To be awaited before anything else uses the database.</summary>
    /// <exception cref="SchemaTooNewException">The database belongs to a newer release.</exception>
    public static async Task UpgradeAsync(HubDatabase database, ILogger log, CancellationToken cancel)
    {
        await UpgradeAsync(database, StorageArea.Main, log, cancel);
        await UpgradeAsync(database, StorageArea.History, log, cancel);
        await AuditChain.SealAsync(database, cancel);
    }

    private static async Task UpgradeAsync(HubDatabase database, StorageArea area, ILogger log, CancellationToken cancel)
    {
        var steps = SchemaStep.Of(area, database.Kind);
        await using var connection = await database.OpenAsync(area, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel); // on SQLite this takes the file's write lock
        if (database.Kind == StorageKind.Postgres) await RunAsync(connection, $"SELECT pg_advisory_xact_lock({UpgradeLock})", cancel);
        await RunAsync(connection, CreateVersions, cancel);
        var found = await VersionAsync(connection, area, cancel);
        if (found > steps[^1].Version) throw new SchemaTooNewException(area, found, steps[^1].Version);
        foreach (var step in steps.Where(step => step.Version > found)) await TakeAsync(connection, step, cancel);
        await transaction.CommitAsync(cancel);
        if (found < steps[^1].Version) log.LogInformation("Schema {Area} upgraded from version {From} to {To}", area, found, steps[^1].Version);
    }

    private const string CreateVersions = """
        CREATE TABLE IF NOT EXISTS schema_version (
            area text NOT NULL, version integer NOT NULL, name text NOT NULL, PRIMARY KEY (area, version))
        """;

    private static async Task<int> VersionAsync(DbConnection connection, StorageArea area, CancellationToken cancel)
    {
        await using var command = connection.Sql("SELECT coalesce(max(version), 0) FROM schema_version WHERE area = @area", ("@area", area.ToString()));
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    private static async Task TakeAsync(DbConnection connection, SchemaStep step, CancellationToken cancel)
    {
        await RunAsync(connection, step.Sql, cancel);
        await using var command = connection.Sql(
            "INSERT INTO schema_version (area, version, name) VALUES (@area, @version, @name)",
            ("@area", step.Area.ToString()), ("@version", step.Version), ("@name", step.Name));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task RunAsync(DbConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 120;
        await command.ExecuteNonQueryAsync(cancel);
    }
}
