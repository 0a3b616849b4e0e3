using System.Data.Common;
using System.Globalization;
using SafetyHub.Audit;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Writes and walks the chain. An entry is added under the lock of the chain's head (on SQLite the file's write lock), so that two processes can never add
/// two entries after the same one.
/// </summary>
internal sealed class AuditChain(HubDatabase database) : IAuditChain
{
    private const int MostFaults = 20;

    /// <summary>Chains the entries of a release that had no chain. Only an empty chain takes them: an entry that comes in later without a hash is a fault.</summary>
    public static async Task SealAsync(HubDatabase database, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var head = await LockHeadAsync(connection, database.Kind, cancel);
        if (head.Number > 0) return;
        await using var select = connection.Sql("SELECT at, actor, action, target, detail, sequence FROM audit ORDER BY sequence");
        var old = await select.ReadAllAsync(Entry, cancel);
        foreach (var entry in old)
        {
            head = Next(head, entry);
            await using var update = connection.Sql(
                "UPDATE audit SET number = @number, hash = @hash WHERE sequence = @sequence", ("@number", head.Number), ("@hash", head.Hash), ("@sequence", entry.Sequence));
            await update.ExecuteNonQueryAsync(cancel);
        }
        if (old.Count > 0) await SetHeadAsync(connection, head, cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var head = await LockHeadAsync(connection, database.Kind, cancel);
        foreach (var entry in entries)
        {
            head = Next(head, entry);
            await using var insert = connection.Sql(
                "INSERT INTO audit (at, actor, action, target, detail, number, hash) VALUES (@at, @actor, @action, @target, @detail, @number, @hash)",
                ("@at", entry.At.Micros()), ("@actor", entry.Actor), ("@action", entry.Action), ("@target", entry.Target), ("@detail", entry.Detail),
                ("@number", head.Number), ("@hash", head.Hash));
            await insert.ExecuteNonQueryAsync(cancel);
        }
        await SetHeadAsync(connection, head, cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<AuditVerification> VerifyAsync(AuditAnchor? known, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var read = connection.Sql("SELECT number, hash FROM audit_head");
        var head = await read.ReadFirstAsync(row => new AuditAnchor(row.GetInt64(0), row.GetString(1)), cancel);
        var walk = new Walk(known);
        if (head is null) walk.Fault("The head of the chain is missing");
        var end = head?.Number ?? long.MaxValue; // what is added while the walk goes on is not part of it
        await using var rows = connection.Sql("SELECT at, actor, action, target, detail, sequence, number, hash FROM audit WHERE number <= @end ORDER BY number", ("@end", end));
        await using (var reader = await rows.ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel)) walk.Take(Entry(reader), reader.GetInt64(6), reader.TextOrNull(7) ?? "");
        }
        if (head is not null) walk.End(head);
        await using var loose = connection.Sql("SELECT count(*) FROM audit WHERE number IS NULL");
        var unchained = Convert.ToInt64(await loose.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
        if (unchained > 0) walk.Fault($"{unchained} entries are not part of the chain");
        return walk.Result();
    }

    private static async Task<AuditAnchor> LockHeadAsync(DbConnection connection, StorageKind kind, CancellationToken cancel)
    {
        await using var command = connection.Sql("SELECT number, hash FROM audit_head" + (kind == StorageKind.Postgres ? " FOR UPDATE" : ""));
        return await command.ReadFirstAsync(row => new AuditAnchor(row.GetInt64(0), row.GetString(1)), cancel)
            ?? throw new StorageUnavailableException("The head of the audit's chain is missing: see verify-audit", null);
    }

    private static async Task SetHeadAsync(DbConnection connection, AuditAnchor head, CancellationToken cancel)
    {
        await using var command = connection.Sql("UPDATE audit_head SET number = @number, hash = @hash", ("@number", head.Number), ("@hash", head.Hash));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static AuditAnchor Next(AuditAnchor head, AuditEntry entry) => new(head.Number + 1, AuditHash.Of(head.Hash, head.Number + 1, entry));

    private static AuditEntry Entry(DbDataReader row) => new(row.GetInt64(5), row.Instant(0), row.GetString(1), row.GetString(2), row.GetString(3), row.TextOrNull(4));

    /// <summary>One walk from the first entry to the head.</summary>
    private sealed class Walk(AuditAnchor? known)
    {
        private readonly List<string> _faults = [];
        private AuditAnchor _last = new(0, "");
        private bool _broken;
        private bool _passed;

        public void Take(AuditEntry entry, long number, string hash)
        {
            if (number != _last.Number + 1) Fault($"Entries {_last.Number + 1} to {number - 1} are missing");
            if (hash != AuditHash.Of(_last.Hash, number, entry)) Fault($"Entry {number} of {entry.At:O} was changed, or the one before it was");
            if (known?.Number == number) _passed = hash == known.Hash;
            _last = new AuditAnchor(number, hash);
        }

        public void End(AuditAnchor head)
        {
            if (_last.Number < head.Number) Fault($"The end is missing: the head is entry {head.Number}, the last one found is {_last.Number}");
            else if (_last.Hash != head.Hash) Fault("The last entry is not the one that the head names");
            if (known is not null && !_passed) Fault($"The known entry {known.Number} is not part of this chain: it was written anew, or cut off before it");
        }

        public void Fault(string text)
        {
            _broken = true;
            if (_faults.Count < MostFaults) _faults.Add(text);
        }

        public AuditVerification Result() => new(!_broken, _last.Number, _last.Number == 0 ? null : _last, _faults);
    }
}
