using System.Data.Common;
using Microsoft.Extensions.Logging;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Storage;

/// <summary>The incident log on the hub's database.</summary>
internal sealed class IncidentLog(HubDatabase database, AlertBell bell, PersonalSeal seal, ILogger<IncidentLog> log) : IIncidentLog, IAsyncDisposable
{
    private readonly AppendQueue _queue = new(database.Kind == StorageKind.Sqlite
        ? new SqliteAppendStore(database.MainFile, database.Reserve)
        : new PostgresAppendStore(database.SafetyPool), log);

    public async Task<AppendResult> AppendAsync(IncidentAppend append, CancellationToken cancel)
    {
        var result = await _queue.AppendAsync(new PendingAppend(append), cancel);
        if (result.Status == AppendStatus.Appended && append.Alerts.Count > 0) bell.Ring();
        return result;
    }

    public Task<AppendResult> RecordSignalAsync(Signal signal, CancellationToken cancel) => _queue.AppendAsync(new PendingAppend(signal), cancel);

    public Task<StoredIncident?> LoadAsync(IncidentId id, CancellationToken cancel) => ReadAsync(
        """
        SELECT i.state_json, i.version, i.change, r.id, r.sealed_name FROM incidents i
        LEFT JOIN residents r ON r.id = i.subject_id AND i.subject_kind = 1 WHERE i.id = @id
        """,
        command => command.ReadFirstAsync(row => new StoredIncident(row.GetString(0), row.GetInt32(1), row.GetInt64(2), NameOf(row)), cancel),
        cancel, ("@id", id.Value));

    public Task<IReadOnlyList<OpenIncident>> OpenOfSubjectAsync(SubjectRef subject, CancellationToken cancel) => ReadAsync(
        "SELECT category, id FROM incidents WHERE subject_id = @id AND subject_kind = @kind AND outcome IS NULL ORDER BY opened_at",
        async command => (IReadOnlyList<OpenIncident>)await command.ReadAllAsync(
            row => new OpenIncident((IncidentCategory)row.GetInt32(0), IncidentId.Parse(row.GetString(1))), cancel),
        cancel, ("@id", subject.Id), ("@kind", (int)subject.Kind));

    public Task<IncidentId?> IncidentOfSignalAsync(string signalId, CancellationToken cancel) => ReadAsync<IncidentId?>(
        "SELECT incident_id FROM signals WHERE id = @id AND incident_id IS NOT NULL",
        async command => await command.ReadFirstAsync(row => row.GetString(0), cancel) is { } id ? IncidentId.Parse(id) : null,
        cancel, ("@id", signalId));

    public Task<IReadOnlyList<IncidentId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel) => ReadAsync(
        "SELECT id FROM incidents WHERE next_deadline_at <= @now AND outcome IS NULL ORDER BY next_deadline_at LIMIT @limit",
        async command => (IReadOnlyList<IncidentId>)await command.ReadAllAsync(row => IncidentId.Parse(row.GetString(0)), cancel),
        cancel, ("@now", now.Micros()), ("@limit", limit));

    public ValueTask DisposeAsync() => _queue.DisposeAsync();

    private string? NameOf(DbDataReader row) => row.IsDBNull(4) ? null : seal.OpenName(row.GetString(3), (byte[])row[4]);

    private async Task<T> ReadAsync<T>(
        string sql, Func<DbCommand, Task<T>> read, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        // Reads of the log have the log's own connections on PostgreSQL: an alarm must not wait for a page of a report.
        await using DbConnection connection = database.Kind == StorageKind.Postgres
            ? await database.SafetyPool.OpenConnectionAsync(cancel)
            : await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(sql, parameters);
        return await read(command);
    }
}
