using System.Data.Common;
using Microsoft.Extensions.Logging;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Evidence on disk with its index in the database. The files come first: a row never names what is not there.</summary>
internal sealed class EvidenceArchive(HubDatabase database, EvidenceFiles files, TimeProvider clock, ILogger<EvidenceArchive> log) : IEvidenceArchive
{
    private const int MostAttempts = 3;
    private static readonly TimeSpan IndexLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan MaskingLease = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryPause = TimeSpan.FromMinutes(1);

    public async Task<StillHashes?> AddStillAsync(EvidenceFacts facts, ReadOnlyMemory<byte> original, ReadOnlyMemory<byte> masked, CancellationToken cancel)
    {
        if (await files.SaveAsync(masked, EvidenceFiles.Picture, cancel) is not { } shown) return null;
        if (await files.SaveAsync(original, EvidenceFiles.Picture, cancel) is not { } seen) return null;
        await AddRowAsync(facts, new Versions(seen, shown, MaskingState.Done, null), cancel);
        return new StillHashes(seen.Hash, shown.Hash);
    }

    public async Task<EvidenceItem?> AddClipAsync(EvidenceFacts facts, string file, string? masksJson, CancellationToken cancel)
    {
        if (await files.AdoptAsync(file, EvidenceFiles.Film, cancel) is not { } seen) return null;
        return await AddRowAsync(facts, new Versions(seen, null, MaskingState.Waiting, masksJson), cancel);
    }

    public async Task<MaskingOrder?> NextToMaskAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var find = connection.Sql(
            EvidenceRows.Select.Replace("s.incident_id", "s.incident_id, e.masks_json, e.mask_after, e.attempts")
                + " WHERE e.masking = 1 AND e.removed_at IS NULL AND e.mask_after <= @now ORDER BY e.made_at LIMIT 1", ("@now", now.Micros()));
        var found = await find.ReadFirstAsync(row => Tuple.Create(EvidenceRows.Read(row), row.TextOrNull(15), row.GetInt64(16), row.GetInt32(17)), cancel);
        if (found is not var (item, masks, after, attempts)) return null;
        var givenUp = attempts >= MostAttempts;
        await using var claim = connection.Sql(
            "UPDATE evidence SET mask_after = @until, attempts = @attempts, masking = @masking WHERE id = @id AND mask_after = @after AND attempts = @before",
            ("@until", (now + MaskingLease).Micros()), ("@attempts", attempts + 1), ("@masking", (int)(givenUp ? MaskingState.Failed : MaskingState.Waiting)),
            ("@id", item.Id), ("@after", after), ("@before", attempts));
        var mine = await claim.ExecuteNonQueryAsync(cancel) == 1;
        if (givenUp && mine) log.LogError("The clip {Evidence} could not be masked in {Attempts} attempts; it is seen unmasked or not at all", item.Id, attempts);
        return mine && !givenUp ? new MaskingOrder(item, files.PathOf(item.OriginalHash, EvidenceFiles.Film), masks) : null;
    }

    public async Task<bool> CompleteMaskingAsync(string id, string file, CancellationToken cancel)
    {
        if (await files.AdoptAsync(file, EvidenceFiles.Film, cancel) is not { } shown) return false;
        await RunAsync(
            "UPDATE evidence SET masked_hash = @hash, masked_bytes = @bytes, masking = 2 WHERE id = @id AND removed_at IS NULL", cancel,
            ("@hash", shown.Hash), ("@bytes", shown.Bytes), ("@id", id));
        return true;
    }

    public Task FailMaskingAsync(string id, CancellationToken cancel) => RunAsync(
        "UPDATE evidence SET mask_after = @after WHERE id = @id AND masking = 1", cancel, ("@after", (clock.GetUtcNow() + RetryPause).Micros()), ("@id", id));

    public Task WantMaskedAsync(string id, CancellationToken cancel) => RunAsync(
        "UPDATE evidence SET masking = 1, attempts = 0, mask_after = 0 WHERE id = @id AND masking = 4 AND removed_at IS NULL", cancel, ("@id", id));

    public async Task<IReadOnlyList<EvidenceItem>> OfIncidentAsync(IncidentId incident, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            EvidenceRows.Select + " WHERE s.incident_id = @incident AND e.removed_at IS NULL ORDER BY e.at, e.kind LIMIT @limit",
            ("@incident", incident.Value), ("@limit", Math.Clamp(limit, 1, 500)));
        return await command.ReadAllAsync(EvidenceRows.Read, cancel);
    }

    public Task<EvidenceItem?> FindAsync(string id, CancellationToken cancel) => FindAsync("e.id = @value", id, cancel);

    public async Task<EvidenceItem?> FindByHashAsync(string hash, CancellationToken cancel) =>
        await FindAsync("e.masked_hash = @value", hash, cancel) ?? await FindAsync("e.original_hash = @value", hash, cancel);

    public Stream? Open(EvidenceItem item, bool masked) =>
        (masked ? item.MaskedHash : item.OriginalHash) is { } hash ? files.Open(hash, EvidenceRows.ExtensionOf(item.Facts.Kind)) : null;

    private async Task<EvidenceItem?> FindAsync(string condition, string value, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql($"{EvidenceRows.Select} WHERE {condition} AND e.removed_at IS NULL LIMIT 1", ("@value", value));
        return await command.ReadFirstAsync(EvidenceRows.Read, cancel);
    }

    private async Task<EvidenceItem?> AddRowAsync(EvidenceFacts facts, Versions files, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(IndexLimit);
        try
        {
            var item = new EvidenceItem(
                Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), facts, files.Original.Hash, files.Original.Bytes, files.Masked?.Hash, files.Masked?.Bytes ?? 0,
                files.State, clock.GetUtcNow(), null);
            await InsertAsync(item, files.MasksJson, limit.Token);
            return item;
        }
        catch (Exception e) when (e is DbException or TimeoutException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // The files are there under their hashes and go with the stills that nobody indexed, by age.
            log.LogError(e, "Evidence of signal {Signal} was kept but could not be put into the index", facts.SignalId);
            StorageMetrics.Refused.Add(1, new KeyValuePair<string, object?>("queue", "evidence-index"));
            return null;
        }
    }

    private async Task InsertAsync(EvidenceItem item, string? masks, CancellationToken cancel)
    {
        var f = item.Facts;
        await RunAsync(
            """
            INSERT INTO evidence (id, kind, signal_id, camera_id, at, from_at, to_at, partial, made_at, original_hash, original_bytes, masked_hash, masked_bytes, masking, masks_json)
            VALUES (@id, @kind, @signal, @camera, @at, @from, @to, @partial, @made, @original, @originalBytes, @masked, @maskedBytes, @masking, @masks)
            ON CONFLICT (signal_id, kind) DO NOTHING
            """, cancel,
            ("@id", item.Id), ("@kind", (int)f.Kind), ("@signal", f.SignalId), ("@camera", f.Camera), ("@at", f.At.Micros()), ("@from", f.From.Micros()), ("@to", f.To.Micros()),
            ("@partial", f.Partial ? 1 : 0), ("@made", item.MadeAt.Micros()), ("@original", item.OriginalHash), ("@originalBytes", item.OriginalBytes),
            ("@masked", item.MaskedHash), ("@maskedBytes", item.MaskedBytes), ("@masking", (int)item.Masking), ("@masks", masks));
    }

    private async Task RunAsync(string sql, CancellationToken cancel, params (string Name, object? Value)[] parameters)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(sql, parameters);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private sealed record Versions(KeptFile Original, KeptFile? Masked, MaskingState State, string? MasksJson);
}
