using Microsoft.Data.Sqlite;

namespace SafetyHub.Silo.Storage;

/// <summary>The compiled statements of the log's writer, with the connection they belong to.</summary>
internal sealed class SqliteAppendStatements(SqliteConnection connection) : IDisposable
{
    public SqliteStatement Begin { get; } = new(connection, "BEGIN IMMEDIATE", 0);

    public SqliteStatement Commit { get; } = new(connection, "COMMIT", 0);

    public SqliteStatement FindVersion { get; } = new(connection, "SELECT version FROM incidents WHERE id = @0", 1);

    public SqliteStatement FindSignal { get; } = new(connection, "SELECT incident_id FROM signals WHERE id = @0", 1);

    public SqliteStatement FindChange { get; } = new(connection, "SELECT last FROM incident_changes", 0);

    public SqliteStatement SetChange { get; } = new(connection, "UPDATE incident_changes SET last = @0", 1);

    public SqliteStatement PutIncident { get; } = Insert(connection, "incidents", IncidentColumns.Incidents, IncidentColumns.ReplaceProjection);

    public SqliteStatement AddEntry { get; } = Insert(connection, "incident_entries", IncidentColumns.Entries, "");

    public SqliteStatement AddSignal { get; } = Insert(connection, "signals", IncidentColumns.Signals, "");

    public SqliteStatement AddAlert { get; } = Insert(connection, "alert_outbox", IncidentColumns.Alerts, "ON CONFLICT (id) DO NOTHING");

    /// <summary>Ends a transaction that failed; SQLite may have ended it by itself.</summary>
    public void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) != 0) return;
        using var command = connection.CreateCommand();
        command.CommandText = "ROLLBACK";
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        SqliteStatement[] all = [Begin, Commit, FindVersion, FindSignal, FindChange, SetChange, PutIncident, AddEntry, AddSignal, AddAlert];
        foreach (var statement in all) statement.Dispose();
        connection.Dispose();
    }

    private static SqliteStatement Insert(SqliteConnection connection, string table, string[] columns, string conflict)
    {
        var values = string.Join(", ", columns.Select((_, i) => $"@{i}"));
        return new(connection, $"INSERT INTO {table} ({string.Join(", ", columns)}) VALUES ({values}) {conflict}", columns.Length);
    }
}
