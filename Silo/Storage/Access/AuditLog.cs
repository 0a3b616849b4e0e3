using Microsoft.EntityFrameworkCore;
using SafetyHub.Audit;

namespace SafetyHub.Silo.Storage;

/// <summary>The audit on the hub's database.</summary>
internal sealed class AuditLog(AuditChain chain, IDbContextFactory<HubReadContext> reads) : IAuditLog, IAccessLog
{
    public Task WriteAsync(AuditEntry entry, CancellationToken cancel) => chain.AddAsync([entry], cancel);

    public Task WriteAllAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel) => chain.AddAsync(entries, cancel);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(long? before, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var older = before is { } sequence ? context.Audit.Where(row => row.Sequence < sequence) : context.Audit;
        var rows = await older.OrderByDescending(row => row.Sequence).Take(Math.Clamp(limit, 1, 500)).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToEntry());
    }

    public async Task<IReadOnlyList<AuditEntry>> OfTargetAsync(string target, long? before, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var from = before ?? long.MaxValue;
        var rows = await context.Audit.Where(row => row.Target == target && row.Sequence < from)
            .OrderByDescending(row => row.Sequence).Take(Math.Clamp(limit, 1, 500)).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToEntry());
    }
}
