using Microsoft.EntityFrameworkCore;
using SafetyHub.Residents;

namespace SafetyHub.Silo.Storage;

/// <summary>Reads residents for lists and pages.</summary>
internal sealed class ResidentDirectory(IDbContextFactory<HubReadContext> reads, NameIndex names, PersonalSeal seal) : IResidentDirectory
{
    private const int Chunk = 500;

    public async Task<ResidentPage> ListAsync(ResidentFilter filter, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var limit = Math.Clamp(filter.Limit, 1, 500);
        var selected = Select(context.Residents.Where(row => row.MergedInto == null), filter);
        if (!string.IsNullOrWhiteSpace(filter.Name)) return Page(await ByNameAsync(Light(selected), filter, limit, cancel), limit, total: null);
        var total = await selected.LongCountAsync(cancel);
        if (filter.After is { } after) selected = selected.Where(row => row.Id.CompareTo(after) > 0);
        return Page(await Light(selected).OrderBy(row => row.Id).Take(limit + 1).ToListAsync(cancel), limit, total);
    }

    public async Task<IReadOnlyList<ResidentSheet>> SheetsAsync(IReadOnlyCollection<string> residents, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var ids = residents.Take(Chunk).ToArray();
        var rows = await context.Residents.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToSheet(row.Sealed is { } bytes ? seal.OpenFile(row.Id, bytes) : null));
    }

    public async Task<IReadOnlyList<ResidentEvent>> HistoryAsync(string resident, int? before, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var from = before ?? int.MaxValue;
        var rows = await context.ResidentEvents.Where(row => row.ResidentId == resident && row.Seq < from)
            .OrderByDescending(row => row.Seq).Take(Math.Clamp(limit, 1, 500)).ToListAsync(cancel);
        return rows.ConvertAll(row => row.ToEvent(row.Sealed is { } words ? seal.OpenWords(resident, words) : null));
    }

    public async Task<IReadOnlyList<string>> DueForErasureAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        var by = now.Micros();
        return await context.Residents.Where(row => row.EraseAt <= by && row.MergedInto == null)
            .OrderBy(row => row.EraseAt).Take(Math.Clamp(limit, 1, 500)).Select(row => row.Id).ToListAsync(cancel);
    }

    /// <summary>Names are encrypted, so the database cannot search them: memory finds the ids, the database answers for the rest of the filter.</summary>
    private async Task<List<ResidentRow>> ByNameAsync(IQueryable<ResidentRow> selected, ResidentFilter filter, int limit, CancellationToken cancel)
    {
        var found = new List<ResidentRow>();
        foreach (var ids in (await names.FindAsync(filter.Name!, filter.After, cancel)).Chunk(Chunk))
        {
            found.AddRange(await selected.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).Take(limit + 1 - found.Count).ToListAsync(cancel));
            if (found.Count > limit) break;
        }
        return found;
    }

    private ResidentPage Page(List<ResidentRow> rows, int limit, long? total)
    {
        var items = rows.Take(limit).Select(row => row.ToEntry(row.SealedName is { } name ? seal.OpenName(row.Id, name) : null)).ToList();
        return new ResidentPage(items, rows.Count > limit ? items[^1].Id : null, total);
    }

    /// <summary>A list needs no records: the encrypted ones stay in the database.</summary>
    private static IQueryable<ResidentRow> Light(IQueryable<ResidentRow> rows) => rows.Select(row => new ResidentRow
    {
        Id = row.Id, District = row.District, Caseworker = row.Caseworker, Status = row.Status, Complete = row.Complete, ChangedAt = row.ChangedAt, SealedName = row.SealedName,
    });

    private static IQueryable<ResidentRow> Select(IQueryable<ResidentRow> rows, ResidentFilter filter)
    {
        if (filter.District is { } district) rows = rows.Where(row => row.District == district);
        if (filter.Caseworker is { } caseworker) rows = rows.Where(row => row.Caseworker == caseworker);
        if (filter.Status is { } status)
        {
            var number = (int)status;
            rows = rows.Where(row => row.Status == number);
        }
        if (filter.Complete is { } complete)
        {
            var number = complete ? 1 : 0;
            rows = rows.Where(row => row.Complete == number);
        }
        return rows;
    }
}
