using System.Globalization;
using Microsoft.EntityFrameworkCore;
using SafetyHub.Evidence;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Files of the evidence folder that no row of the index names: stills of an older release, pictures that other systems sent, and what was left when the
/// index could not be written. They go by the age of the file, unless an incident under a legal hold names them.
/// </summary>
internal sealed class UnindexedFiles(HubDatabase database, EvidenceFiles files, EvidenceOptions options, IDbContextFactory<HubReadContext> reads, TimeProvider clock)
{
    /// <summary>Destroys what is old enough. Returns the number of files.</summary>
    public async Task<int> DisposeOfOldAsync(CancellationToken cancel)
    {
        var limit = clock.GetUtcNow() - (options.StillRetention > options.ClipRetention ? options.StillRetention : options.ClipRetention);
        HashSet<string>? held = null;
        var gone = 0;
        foreach (var file in new DirectoryInfo(files.Root).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (file.LastWriteTimeUtc >= limit.UtcDateTime) continue;
            var hash = Path.GetFileNameWithoutExtension(file.Name);
            if (EvidenceFiles.IsHash(hash) && (await IsIndexedAsync(hash, cancel) || (held ??= await HeldAsync(cancel)).Contains(hash))) continue;
            await DestroyAsync(file, hash, cancel);
            gone++;
        }
        return gone;
    }

    private async Task DestroyAsync(FileInfo file, string hash, CancellationToken cancel)
    {
        var kind = file.Extension == EvidenceFiles.Film ? EvidenceKind.Clip : EvidenceKind.Still;
        var record = new PurgeRecord(
            0, clock.GetUtcNow(), "", kind, "original", EvidenceFiles.IsHash(hash) ? hash : "", file.Length, "", new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero), null, "age.not-indexed");
        file.Delete();
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await EvidenceDisposal.WriteAsync(connection, record, cancel);
    }

    private async Task<bool> IsIndexedAsync(string hash, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT count(*) FROM evidence WHERE (original_hash = @hash OR masked_hash = @hash) AND removed_at IS NULL", ("@hash", hash));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) > 0;
    }

    private async Task<HashSet<string>> HeldAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("SELECT incident_id FROM evidence_holds");
        var incidents = await command.ReadAllAsync(row => row.GetString(0), cancel);
        await using var context = await reads.CreateDbContextAsync(cancel);
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in incidents)
        {
            if (await context.Incidents.FirstOrDefaultAsync(row => row.Id == id, cancel) is { } found) hashes.UnionWith(found.ToSnapshot().Evidence);
        }
        return hashes;
    }
}
