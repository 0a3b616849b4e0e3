using Microsoft.EntityFrameworkCore;
using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Storage;

/// <summary>Reads incidents for screens and the API.</summary>
internal sealed class IncidentQueries(IDbContextFactory<HubReadContext> reads, PersonalSeal seal) : IIncidentQueries
{
    private const int LongestTimeline = 10_000;

    public async Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var rows = await Select(context.Incidents, context.Residents, filter)
            .OrderByDescending(row => row.OpenedAt).ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(cancel);
        var next = rows.Count > limit ? new IncidentCursor(rows[limit - 1].OpenedAt, rows[limit - 1].Id).ToString() : null;
        return new IncidentPage(await NamedAsync(context, rows.Take(limit), cancel), next);
    }

    public async Task<IncidentSnapshot?> FindAsync(IncidentId id, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var text = id.Value;
        var row = await context.Incidents.FirstOrDefaultAsync(row => row.Id == text, cancel);
        return row is null ? null : (await NamedAsync(context, [row], cancel))[0];
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
        return await NamedAsync(context, rows, cancel);
    }

    public async Task<long> LastChangeAsync(CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        return await context.Incidents.MaxAsync(row => (long?)row.Change, cancel) ?? 0;
    }

    /// <summary>Incidents are stored without residents' names; they get the ones that hold now.</summary>
    private async Task<IReadOnlyList<IncidentSnapshot>> NamedAsync(HubReadContext context, IEnumerable<IncidentRow> rows, CancellationToken cancel)
    {
        var incidents = rows.Select(row => row.ToSnapshot()).ToList();
        var residents = incidents.Where(incident => incident.Subject.Subject.Kind == SubjectKind.Resident).Select(incident => incident.Subject.Subject.Id).Distinct().ToArray();
        if (residents.Length == 0) return incidents;
        var known = await context.Residents.Where(row => residents.Contains(row.Id) && row.SealedName != null).Select(row => new { row.Id, row.SealedName }).ToListAsync(cancel);
        var names = known.ToDictionary(row => row.Id, row => seal.OpenName(row.Id, row.SealedName!), StringComparer.Ordinal);
        return incidents.ConvertAll(incident => incident with { Subject = SubjectAtRest.WithName(incident.Subject, names.GetValueOrDefault(incident.Subject.Subject.Id)) });
    }

    private static IQueryable<IncidentRow> Select(IQueryable<IncidentRow> rows, IQueryable<ResidentRow> aliases, IncidentFilter filter)
    {
        if (filter.Status == IncidentStatusFilter.Open) rows = rows.Where(row => row.Outcome == null);
        if (filter.Status == IncidentStatusFilter.Resolved) rows = rows.Where(row => row.Outcome != null);
        if (filter.Subject is { } subject)
        {
            var kind = (int)subject.Kind;
            // What was reported of a record that became this one is about this person.
            rows = rows.Where(row => row.SubjectKind == kind
                && (row.SubjectId == subject.Id || (kind == (int)SubjectKind.Resident && aliases.Any(alias => alias.Id == row.SubjectId && alias.MergedInto == subject.Id))));
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
