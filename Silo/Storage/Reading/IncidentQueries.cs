using Microsoft.EntityFrameworkCore;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Reads incidents for screens and the API.</summary>
internal sealed class IncidentQueries(IDbContextFactory<HubReadContext> reads) : IIncidentQueries
{
    private const int LongestTimeline = 10_000;

    public async Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var rows = await Select(context.Incidents, filter)
            .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancel);
        var next = rows.Count > limit ? new IncidentCursor(rows[limit - 1].OpenedAt, rows[limit - 1].Id).ToString() : null;
        return new IncidentPage(rows.Take(limit).Select(row => row.ToSnapshot()).ToList(), next);
    }

    public async Task<IncidentSnapshot?> FindAsync(IncidentId id, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var text = id.Value;
        return (await context.Incidents.FirstOrDefaultAsync(row => row.Id == text, cancel))?.ToSnapshot();
    }

    public async Task<IReadOnlyList<TimelineEntry>> TimelineAsync(IncidentId id, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var text = id.Value;
        var rows = await context.Entries.Where(row => row.IncidentId == text).OrderBy(row => row.Seq).Take(LongestTimeline).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToEntry());
    }

    public async Task<SignalPage> SignalsAsync(IncidentId id, long? after, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var text = id.Value;
        var position = after ?? 0;
        var size = Math.Clamp(limit, 1, 500);
        var rows = await context.Signals.Where(row => row.IncidentId == text && row.Position > position)
            .OrderBy(row => row.Position).Take(size + 1).ToListAsync(cancel);
        return new SignalPage(rows.Take(size).Select(row => row.ToSignal()).ToList(), rows.Count > size ? rows[size - 1].Position : null);
    }

    public async Task<IReadOnlyList<IncidentSnapshot>> ChangedSinceAsync(long change, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var size = Math.Clamp(limit, 1, 1_000);
        var rows = await context.Incidents.Where(row => row.Change > change).OrderBy(row => row.Change).Take(size).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToSnapshot());
    }

    public async Task<long> LastChangeAsync(CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        return await context.Incidents.MaxAsync(row => (long?)row.Change, cancel) ?? 0;
    }

    private static IQueryable<IncidentRow> Select(IQueryable<IncidentRow> rows, IncidentFilter filter)
    {
        if (filter.Status == IncidentStatusFilter.Open) rows = rows.Where(row => row.Outcome == null);
        if (filter.Status == IncidentStatusFilter.Resolved) rows = rows.Where(row => row.Outcome != null);
        if (filter.Subject is { } subject)
        {
            var kind = (int)subject.Kind;
            rows = rows.Where(row => row.SubjectId == subject.Id && row.SubjectKind == kind);
        }
        if (filter.District is { } district) rows = rows.Where(row => row.District == district);
        if (filter.Assignee is { } assignee) rows = rows.Where(row => row.Assignee == assignee);
        if (filter.Since is { } since)
        {
            var from = since.Micros();
            rows = rows.Where(row => row.OpenedAt >= from);
        }
        return filter.After is { } after ? Older(rows, IncidentCursor.Parse(after)) : rows;
    }

    private static IQueryable<IncidentRow> Older(IQueryable<IncidentRow> rows, IncidentCursor cursor)
    {
        var (at, id) = cursor;
        return rows.Where(row => row.OpenedAt < at || (row.OpenedAt == at && row.Id.CompareTo(id) < 0));
    }
}
