using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>The outbox on the hub's database. The end of a lease is the time at which the alert is due again.</summary>
internal sealed class AlertOutbox(HubDatabase database, IDbContextFactory<HubReadContext> reads) : IAlertOutbox
{
    private const int LongestDetail = 500;

    private const string Columns =
        "id, incident_id, channel, recipient, target, severity, title_key, district, language, text_key, ordered_at, expires_at, attempts, lease";

    // SKIP LOCKED: two processes that look at the same moment take different alerts instead of waiting for each other.
    private string TakeSql => $"""
        UPDATE alert_outbox SET lease = @lease, due_at = @until, attempts = attempts + 1
        WHERE id IN (SELECT id FROM alert_outbox WHERE state = 0 AND due_at <= @now ORDER BY due_at LIMIT @limit
                     {(database.Kind == StorageKind.Postgres ? "FOR UPDATE SKIP LOCKED" : "")})
        RETURNING {Columns}
        """;

    public async Task<IReadOnlyList<LeasedAlert>> TakeDueAsync(DateTimeOffset now, TimeSpan lease, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        if (!await AnyDueAsync(connection, now, cancel)) return [];
        await using var command = connection.Sql(TakeSql,
            ("@lease", Guid.NewGuid().ToString("N")), ("@until", (now + lease).Micros()), ("@now", now.Micros()), ("@limit", limit));
        var taken = await command.ReadAllAsync(Read, cancel);
        taken.Sort((a, b) => a.Order.OrderedAt.CompareTo(b.Order.OrderedAt));
        return taken;
    }

    public Task<bool> SettleAsync(LeasedAlert alert, bool delivered, string? detail, DateTimeOffset at, CancellationToken cancel) => UpdateAsync(
        "UPDATE alert_outbox SET state = @state, settled_at = @at, detail = @detail, lease = NULL WHERE id = @id AND lease = @lease AND state = 0",
        cancel, ("@state", delivered ? 1 : 2), ("@at", at.Micros()), ("@detail", Cut(detail)), ("@id", alert.Order.Id), ("@lease", alert.Lease));

    public Task<bool> RetryAsync(LeasedAlert alert, string detail, DateTimeOffset dueAt, CancellationToken cancel) => UpdateAsync(
        "UPDATE alert_outbox SET due_at = @due, detail = @detail, lease = NULL WHERE id = @id AND lease = @lease AND state = 0",
        cancel, ("@due", dueAt.Micros()), ("@detail", Cut(detail)), ("@id", alert.Order.Id), ("@lease", alert.Lease));

    public async Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var alerts = incidentId is null ? context.Alerts : context.Alerts.Where(alert => alert.IncidentId == incidentId);
        var rows = await alerts.OrderByDescending(alert => alert.OrderedAt).ThenByDescending(alert => alert.Id).Take(limit).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToStatus());
    }

    public async Task<AlertBacklog> BacklogAsync(CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var pending = context.Alerts.Where(alert => alert.State == 0);
        var count = await pending.CountAsync(cancel);
        var oldest = await pending.MinAsync(alert => (long?)alert.OrderedAt, cancel);
        return new(count, oldest is { } micros ? Instants.From(micros) : null);
    }

    /// <summary>A look costs nothing; taking costs a write even when nothing is due, and the outbox is looked at all the time.</summary>
    private static async Task<bool> AnyDueAsync(DbConnection connection, DateTimeOffset now, CancellationToken cancel)
    {
        await using var command = connection.Sql("SELECT 1 FROM alert_outbox WHERE state = 0 AND due_at <= @now LIMIT 1", ("@now", now.Micros()));
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task<bool> UpdateAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static string? Cut(string? text) => text is { Length: > LongestDetail } ? text[..LongestDetail] : text;

    private static LeasedAlert Read(DbDataReader row) => new(
        new AlertOrder(
            row.GetString(0), IncidentId.Parse(row.GetString(1)), (AlertChannel)row.GetInt32(2), row.GetString(3), (StepTarget?)row.NumberOrNull(4),
            (Severity)row.GetInt32(5), row.GetString(6), row.GetString(7), row.GetString(8), row.TextOrNull(9), row.Instant(10), row.Instant(11)),
        row.GetInt32(12), row.GetString(13));
}
