using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;
using SafetyHub.Silo.Alerts;

namespace SafetyHub.Silo.Storage;

/// <summary>The outbox on the hub's database. While an alert is leased, the time at which it is due is the end of the lease.</summary>
internal sealed class AlertOutbox(HubDatabase database, IDbContextFactory<HubReadContext> reads) : IAlertOutbox
{
    private const int LongestDetail = 500;

    private const string Columns =
        "id, incident_id, channel, recipient, target, severity, title_key, district, language, text_key, ordered_at, expires_at, attempts, state, detail, settled_at";

    // SKIP LOCKED: two processes that look in the same moment take different alerts instead of waiting for each other.
    private readonly string _leaseSql = $"""
        UPDATE alert_outbox SET lease = @owner, due_at = @until, attempts = attempts + 1
        WHERE id IN (SELECT id FROM alert_outbox WHERE state = 0 AND channel = @channel AND due_at <= @now ORDER BY ordered_at LIMIT @limit
                     {(database.Kind == StorageKind.Postgres ? "FOR UPDATE SKIP LOCKED" : "")})
        RETURNING {Columns}
        """;

    public async Task<IReadOnlyList<LeasedAlert>> LeaseAsync(AlertLease lease, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        if (!await AnyDueAsync(connection, lease, cancel)) return [];
        await using var command = connection.Sql(_leaseSql,
            ("@owner", lease.Owner), ("@until", lease.Until.Micros()), ("@channel", (int)lease.Channel), ("@now", lease.Now.Micros()), ("@limit", lease.Limit));
        var taken = await command.ReadAllAsync(row => new LeasedAlert(Order(row), row.GetInt32(12)), cancel);
        taken.Sort((a, b) => a.Order.OrderedAt.CompareTo(b.Order.OrderedAt));
        return taken;
    }

    public Task<bool> SettleAsync(string alertId, string owner, AlertResult result, CancellationToken cancel) => UpdateAsync(
        "UPDATE alert_outbox SET state = @state, settled_at = @at, detail = @detail, lease = NULL WHERE id = @id AND lease = @owner AND state = 0", cancel,
        ("@state", result.Delivered ? 1 : 2), ("@at", result.At.Micros()), ("@detail", Cut(result.Detail)), ("@id", alertId), ("@owner", owner));

    public Task<bool> RetryAsync(string alertId, string owner, DateTimeOffset nextAttemptAt, string detail, CancellationToken cancel) => UpdateAsync(
        "UPDATE alert_outbox SET due_at = @due, detail = @detail, lease = NULL WHERE id = @id AND lease = @owner AND state = 0", cancel,
        ("@due", nextAttemptAt.Micros()), ("@detail", Cut(detail)), ("@id", alertId), ("@owner", owner));

    public async Task<IReadOnlyList<SettledAlert>> UnrecordedAsync(int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"SELECT {Columns} FROM alert_outbox WHERE state > 0 AND recorded = 0 ORDER BY settled_at LIMIT @limit", ("@limit", Math.Clamp(limit, 1, 500)));
        return await command.ReadAllAsync(
            row => new SettledAlert(Order(row), new AlertResult(row.GetInt32(13) == 1, row.TextOrNull(14), row.Instant(15))), cancel);
    }

    public Task MarkRecordedAsync(string alertId, CancellationToken cancel) =>
        UpdateAsync("UPDATE alert_outbox SET recorded = 1 WHERE id = @id AND state > 0", cancel, ("@id", alertId));

    public async Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var alerts = incidentId is null ? context.Alerts : context.Alerts.Where(alert => alert.IncidentId == incidentId);
        var rows = await alerts.OrderByDescending(alert => alert.OrderedAt).ThenByDescending(alert => alert.Id)
            .Take(Math.Clamp(limit, 1, 200)).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToStatus());
    }

    public async Task<OutboxBacklog> BacklogAsync(DateTimeOffset now, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var until = now.Micros();
        var pending = context.Alerts.Where(alert => alert.State == 0);
        var count = await pending.CountAsync(cancel);
        var oldest = await pending.Where(alert => alert.DueAt <= until).MinAsync(alert => (long?)alert.DueAt, cancel);
        var unrecorded = await context.Alerts.CountAsync(alert => alert.State > 0 && alert.Recorded == 0, cancel);
        return new(count, unrecorded, oldest is { } micros ? Instants.From(micros) : null);
    }

    /// <summary>A look costs little; taking costs a write even when nothing is due, and the outbox is looked at all the time.</summary>
    private static async Task<bool> AnyDueAsync(DbConnection connection, AlertLease lease, CancellationToken cancel)
    {
        await using var command = connection.Sql(
            "SELECT 1 FROM alert_outbox WHERE state = 0 AND channel = @channel AND due_at <= @now LIMIT 1",
            ("@channel", (int)lease.Channel), ("@now", lease.Now.Micros()));
        return await command.ExecuteScalarAsync(cancel) is not null;
    }

    private async Task<bool> UpdateAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static string? Cut(string? text) => text is { Length: > LongestDetail } ? text[..LongestDetail] : text;

    private static AlertOrder Order(DbDataReader row) => new(
        row.GetString(0), IncidentId.Parse(row.GetString(1)), (AlertChannel)row.GetInt32(2), row.GetString(3), (StepTarget?)row.NumberOrNull(4),
        (Severity)row.GetInt32(5), row.GetString(6), row.GetString(7), row.GetString(8), row.TextOrNull(9), row.Instant(10), row.Instant(11));
}
