using System.Data.Common;
using System.Globalization;
using SafetyHub.Grains.Residents;
using SafetyHub.Residents;

namespace SafetyHub.Silo.Storage;

/// <summary>Residents' records and history on the hub's database.</summary>
internal sealed class ResidentBook(HubDatabase database, PersonalSeal seal) : IResidentBook
{
    private const string DevicePrefix = "device:";

    public async Task<ResidentFile?> LoadAsync(string resident, CancellationToken cancel)
    {
        // A call for help wakes a resident's grain: it must not wait for a page of a report.
        await using DbConnection connection = database.Kind == StorageKind.Postgres
            ? await database.SafetyPool.OpenConnectionAsync(cancel)
            : await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT sealed, version, district, status, merged_into, changed_at, erase_at, erased_at FROM residents WHERE id = @id", ("@id", resident));
        return await command.ReadFirstAsync(row => Read(resident, row), cancel);
    }

    public async Task<bool> AppendAsync(IReadOnlyList<ResidentAppend> appends, CancellationToken cancel)
    {
        // Encrypted before the write lock is taken: it is everybody's.
        var rows = appends.Select(append => (append, Sealed: new SealedAppend(append, seal))).ToArray();
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var change = await NextChangesAsync(connection, rows.Length, cancel);
        foreach (var (append, bytes) in rows)
        {
            if (!await WriteAsync(connection, append.File, bytes, change++, cancel)) return false;
            if (append.Event.Kind == ResidentEventKind.Erased) await EraseWordsAsync(connection, append.File.Id, cancel);
            await WriteAsync(connection, append, bytes, cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }

    private ResidentFile Read(string resident, DbDataReader row)
    {
        var file = row.IsDBNull(0) ? null : seal.OpenFile(resident, (byte[])row[0]);
        if (file is not null) return file with { Version = row.GetInt32(1), District = row.GetString(2) };
        // What stands in plain columns is enough to take a call for help by.
        var standing = new ResidentStanding((ResidentStatus)row.GetInt32(3), row.Instant(5), "hub", null);
        return new ResidentFile(
            resident, row.GetInt32(1), row.GetString(2), null, standing, [], [], row.TextOrNull(4), row.Instant(5), row.InstantOrNull(6), row.InstantOrNull(7)) { IsReadable = false };
    }

    private static async Task<long> NextChangesAsync(DbConnection connection, int count, CancellationToken cancel)
    {
        await using var command = connection.Sql("UPDATE resident_changes SET last = last + @count WHERE only_row = 1 RETURNING last", ("@count", (long)count));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture) - count + 1;
    }

    private static async Task<bool> WriteAsync(DbConnection connection, ResidentFile file, SealedAppend bytes, long change, CancellationToken cancel)
    {
        await using var command = connection.Sql(
            file.Version == 1 ? Insert : Update,
            ("@id", file.Id), ("@version", file.Version), ("@before", file.Version - 1), ("@change", change), ("@district", file.District),
            ("@caseworker", file.Profile?.Caseworker), ("@status", (int)file.Standing.Status), ("@complete", file.Profile?.Missing().Count == 0 ? 1 : 0),
            ("@merged", file.MergedInto), ("@changed", file.ChangedAt.Micros()), ("@erase", file.EraseAt.Micros()), ("@erased", file.ErasedAt.Micros()),
            ("@sealed", bytes.File), ("@name", bytes.Name));
        return await command.ExecuteNonQueryAsync(cancel) == 1;
    }

    private static async Task WriteAsync(DbConnection connection, ResidentAppend append, SealedAppend bytes, CancellationToken cancel)
    {
        var what = append.Event;
        await using var command = connection.Sql(
            "INSERT INTO resident_events (resident_id, seq, at, actor, kind, fields, passing, sealed) VALUES (@id, @seq, @at, @actor, @kind, @fields, @passing, @sealed)",
            ("@id", append.File.Id), ("@seq", what.Sequence), ("@at", what.At.Micros()), ("@actor", what.Actor), ("@kind", (int)what.Kind),
            ("@fields", string.Join(',', what.Fields)), ("@passing", IsPassing(what) ? 1 : 0), ("@sealed", bytes.Words));
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Comings and goings that a device noticed are kept as long as telemetry, everything else always.</summary>
    private static bool IsPassing(ResidentEvent what) =>
        what.Kind == ResidentEventKind.StatusChanged && what.Actor.StartsWith(DevicePrefix, StringComparison.Ordinal);

    private static async Task EraseWordsAsync(DbConnection connection, string resident, CancellationToken cancel)
    {
        await using var command = connection.Sql("UPDATE resident_events SET sealed = NULL WHERE resident_id = @id", ("@id", resident));
        await command.ExecuteNonQueryAsync(cancel);
    }

    private const string Insert = """
        INSERT INTO residents (id, version, change, district, caseworker, status, complete, merged_into, changed_at, erase_at, erased_at, sealed, sealed_name)
        VALUES (@id, @version, @change, @district, @caseworker, @status, @complete, @merged, @changed, @erase, @erased, @sealed, @name)
        ON CONFLICT (id) DO NOTHING
        """;

    private const string Update = """
        UPDATE residents SET version = @version, change = @change, district = @district, caseworker = @caseworker, status = @status, complete = @complete,
            merged_into = @merged, changed_at = @changed, erase_at = @erase, erased_at = @erased, sealed = @sealed, sealed_name = @name
        WHERE id = @id AND version = @before
        """;

    /// <summary>The encrypted parts of one append.</summary>
    private sealed class SealedAppend(ResidentAppend append, PersonalSeal seal)
    {
        public byte[] File { get; } = seal.Seal(append.File);

        public byte[]? Name { get; } = append.File.Profile is { } profile ? seal.SealName(append.File.Id, profile.Name) : null;

        public byte[]? Words { get; } = append.Event is { Reason: null, Changes.Count: 0 } ? null
            : seal.Seal(append.File.Id, new PersonalWords(append.Event.Reason, append.Event.Changes));
    }
}
