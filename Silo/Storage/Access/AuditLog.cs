using Microsoft.EntityFrameworkCore;
using SafetyHub.Audit;

namespace SafetyHub.Silo.Storage;

/// <summary>The audit on the hub's database.</summary>
internal sealed class AuditLog(HubDatabase database, IDbContextFactory<HubReadContext> reads) : IAuditLog
{
    public async Task WriteAsync(AuditEntry entry, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "INSERT INTO audit (at, actor, action, target, detail) VALUES (@at, @actor, @action, @target, @detail)",
            ("@at", entry.At.Micros()), ("@actor", entry.Actor), ("@action", entry.Action), ("@target", entry.Target), ("@detail", entry.Detail));
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var older = before is { } sequence ? context.Audit.Where(row => row.Sequence < sequence) : context.Audit;
        var rows = await older.OrderByDescending(row => row.Sequence).Take(Math.Clamp(limit, 1, 500)).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToEntry());
    }
}
