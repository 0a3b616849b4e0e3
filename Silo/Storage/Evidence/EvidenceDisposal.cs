using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using SafetyHub.Audit;
using SafetyHub.Evidence;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Destroys evidence by rule and writes down each file that went. The file goes before its row and the record are committed together: after a crash in between
/// the next round finds the file gone and writes the record. Rounds run one at a time.
/// </summary>
internal sealed class EvidenceDisposal(HubDatabase database, EvidenceFiles files, EvidenceOptions options, IAuditLog audit, TimeProvider clock, ILogger<EvidenceDisposal> log)
    : IDisposable
{
    private const int Step = 100;
    private const int MostSteps = 1_000;
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Most bytes that evidence may take.</summary>
    public long Budget => options.Budget;

    /// <summary>Bytes of evidence in the index.</summary>
    public async Task<long> BytesAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT coalesce(sum(original_bytes + CASE WHEN masked_hash IS NULL THEN 0 ELSE masked_bytes END), 0) FROM evidence WHERE removed_at IS NULL");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    /// <summary>Destroys what was kept long enough. Returns the number of files.</summary>
    public Task<int> DisposeOfOldAsync(CancellationToken cancel) => InTurnAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var stills = await ApplyAsync(DisposalRules.Age((int)EvidenceKind.Still), now - options.StillRetention, () => false, cancel);
        return stills + await ApplyAsync(DisposalRules.Age((int)EvidenceKind.Clip), now - options.ClipRetention, () => false, cancel);
    }, cancel);

    /// <summary>Destroys evidence in the stated order until there is room and the budget is kept, or nothing is left that may go. Returns the number of files.</summary>
    public Task<int> MakeRoomAsync(Func<bool> hasRoom, CancellationToken cancel) => InTurnAsync(async () =>
    {
        var gone = 0;
        foreach (var rule in DisposalRules.Room)
        {
            var excess = await BytesAsync(cancel) - Budget;
            gone += await ApplyAsync(rule, clock.GetUtcNow() - options.ClipsFirstAfter, () => hasRoom() && excess <= 0, cancel, freed => excess -= freed);
        }
        return gone;
    }, cancel);

    public void Dispose() => _turn.Dispose();

    private async Task<int> InTurnAsync(Func<Task<int>> work, CancellationToken cancel)
    {
        await _turn.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<int> ApplyAsync(DisposalRule rule, DateTimeOffset limit, Func<bool> enough, CancellationToken cancel, Action<long>? freed = null)
    {
        var gone = new List<PurgeRecord>();
        for (var step = 0; step < MostSteps && !enough(); step++)
        {
            var found = await FindAsync(rule, limit, cancel);
            foreach (var item in found)
            {
                if (enough()) break;
                var records = await DestroyAsync(item, rule, cancel);
                gone.AddRange(records);
                freed?.Invoke(records.Sum(record => record.Bytes));
            }
            if (found.Count < Step) break;
        }
        if (gone.Count > 0) await SayAsync(rule, gone, cancel);
        return gone.Count;
    }

    private async Task<List<EvidenceItem>> FindAsync(DisposalRule rule, DateTimeOffset limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"""
            {EvidenceRows.Select} LEFT JOIN incidents i ON i.id = s.incident_id
            WHERE e.removed_at IS NULL AND {rule.Condition} AND NOT EXISTS (SELECT 1 FROM evidence_holds h WHERE h.incident_id = s.incident_id)
            ORDER BY e.at LIMIT {Step}
            """, ("@limit", limit.Micros()));
        return await command.ReadAllAsync(EvidenceRows.Read, cancel);
    }

    private async Task<List<PurgeRecord>> DestroyAsync(EvidenceItem item, DisposalRule rule, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var records = new List<PurgeRecord>();
        if (item.MaskedHash is { } masked) records.Add(Record(item, "masked", masked, item.MaskedBytes, rule, now));
        if (rule.Part == "original") records.Add(Record(item, "original", item.OriginalHash, item.OriginalBytes, rule, now));
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = rule.Part == "original"
            ? connection.Sql("UPDATE evidence SET removed_at = @now, masked_hash = NULL, masks_json = NULL WHERE id = @id AND removed_at IS NULL", ("@now", now.Micros()), ("@id", item.Id))
            : connection.Sql("UPDATE evidence SET masked_hash = NULL, masking = 4 WHERE id = @id AND masked_hash IS NOT NULL", ("@id", item.Id));
        if (await command.ExecuteNonQueryAsync(cancel) == 0) return []; // another process was first
        foreach (var record in records)
        {
            if (!await IsSharedAsync(connection, item.Id, record.Hash, cancel)) files.Delete(record.Hash, EvidenceRows.ExtensionOf(item.Facts.Kind));
            await WriteAsync(connection, record, cancel);
        }
        await transaction.CommitAsync(cancel);
        return records;
    }

    /// <summary>Two moments can have the very same picture; its file stays as long as one of them does.</summary>
    private static async Task<bool> IsSharedAsync(DbConnection connection, string id, string hash, CancellationToken cancel)
    {
        await using var command = connection.Sql(
            "SELECT count(*) FROM evidence WHERE (original_hash = @hash OR masked_hash = @hash) AND id <> @id AND removed_at IS NULL", ("@hash", hash), ("@id", id));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) > 0;
    }

    private static PurgeRecord Record(EvidenceItem item, string part, string hash, long bytes, DisposalRule rule, DateTimeOffset now) =>
        new(0, now, item.Id, item.Facts.Kind, part, hash, bytes, item.Facts.Camera, item.Facts.At, item.IncidentId, rule.Name);

    internal static async Task WriteAsync(DbConnection connection, PurgeRecord r, CancellationToken cancel)
    {
        await using var command = connection.Sql(
            """
            INSERT INTO evidence_purges (at, evidence_id, kind, part, hash, bytes, camera_id, moment, incident_id, rule)
            VALUES (@at, @evidence, @kind, @part, @hash, @bytes, @camera, @moment, @incident, @rule)
            """,
            ("@at", r.At.Micros()), ("@evidence", r.EvidenceId), ("@kind", (int)r.Kind), ("@part", r.Part), ("@hash", r.Hash), ("@bytes", r.Bytes),
            ("@camera", r.Camera), ("@moment", r.Moment.Micros()), ("@incident", r.IncidentId), ("@rule", r.Rule));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The audit has one entry for a round, with a hash over what went: the lines of the record cannot be changed later without it showing.</summary>
    private async Task SayAsync(DisposalRule rule, List<PurgeRecord> gone, CancellationToken cancel)
    {
        var all = Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Join('\n', gone.Select(record => record.Hash)))));
        log.LogInformation("{Count} files of evidence, {Bytes} bytes, were destroyed by the rule {Rule}", gone.Count, gone.Sum(record => record.Bytes), rule.Name);
        await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), "hub", "evidence.purge", "rule/" + rule.Name, $"{gone.Count} files, {gone.Sum(record => record.Bytes)} bytes, {all}"), cancel);
    }
}
