using Microsoft.EntityFrameworkCore;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The residents' names in this process's memory, to search in: decrypted when somebody searches for the first time, and from then on by what has changed since.
/// Holds <see cref="MostNames"/> names at most; further ones are found by their id only.
/// </summary>
internal sealed class NameIndex(IDbContextFactory<HubReadContext> reads, PersonalSeal seal) : IDisposable
{
    private const int MostNames = 500_000;
    private const int Step = 5_000;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SortedDictionary<string, string> _names = new(StringComparer.Ordinal);
    private long _seen;

    /// <summary>Ids of residents whose name contains the text, or whose id begins with it, after the given id and in order.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string text, string? after, CancellationToken cancel)
    {
        var (folded, begin) = (Fold(text), text.Trim());
        await _turn.WaitAsync(cancel);
        try
        {
            await CatchUpAsync(cancel);
            return [.. _names.Where(pair => after is null || string.CompareOrdinal(pair.Key, after) > 0)
                .Where(pair => pair.Value.Contains(folded, StringComparison.Ordinal) || pair.Key.StartsWith(begin, StringComparison.Ordinal)).Select(pair => pair.Key)];
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task CatchUpAsync(CancellationToken cancel)
    {
        await using var context = await reads.CreateDbContextAsync(cancel);
        while (true)
        {
            var rows = await context.Residents.Where(row => row.Change > _seen).OrderBy(row => row.Change).Take(Step)
                .Select(row => new { row.Id, row.Change, row.SealedName, row.MergedInto }).ToListAsync(cancel);
            foreach (var row in rows)
            {
                var name = row.SealedName is { } bytes && row.MergedInto is null ? seal.OpenName(row.Id, bytes) : null;
                if (name is null) _names.Remove(row.Id);
                else if (_names.Count < MostNames || _names.ContainsKey(row.Id)) _names[row.Id] = Fold(name);
                _seen = row.Change;
            }
            if (rows.Count < Step) return;
        }
    }

    /// <summary>홍 길동 and 홍길동 are the same name to who searches.</summary>
    private static string Fold(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c))).ToLowerInvariant();
}
