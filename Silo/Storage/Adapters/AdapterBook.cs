using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using SafetyHub.Adapters;
using SafetyHub.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>The mapping of foreign cameras on the hub's database.</summary>
internal sealed class AdapterBook(HubDatabase database) : IAdapterBook
{
    private const int MostAdapters = 1_000;

    public async Task<long> RevisionAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("SELECT revision FROM adapter_revision WHERE id = 1");
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), CultureInfo.InvariantCulture);
    }

    public async Task<IReadOnlyList<AdapterCamera>> ListAsync(string adapter, string? after, int limit, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT mapping_json FROM adapter_cameras WHERE adapter = @adapter AND camera > @after ORDER BY camera LIMIT @limit",
            ("@adapter", adapter), ("@after", after ?? ""), ("@limit", Math.Clamp(limit, 1, 1_000)));
        return await command.ReadAllAsync(Read, cancel);
    }

    public async Task<AdapterCamera?> FindAsync(string adapter, DeviceId camera, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT mapping_json FROM adapter_cameras WHERE adapter = @adapter AND camera = @camera", ("@adapter", adapter), ("@camera", camera.Value));
        return await command.ReadFirstAsync(Read, cancel);
    }

    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT adapter, count(*) FROM adapter_cameras GROUP BY adapter ORDER BY adapter LIMIT @limit", ("@limit", MostAdapters));
        var counts = await command.ReadAllAsync(row => (Adapter: row.GetString(0), Cameras: (int)row.GetInt64(1)), cancel);
        return counts.ToDictionary(c => c.Adapter, c => c.Cameras, StringComparer.Ordinal);
    }

    public async Task<DeviceId?> SaveAsync(AdapterCamera mapping, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        // First, so that two writers take turns here and the look below stays true.
        await CountUpAsync(connection, transaction, cancel);
        if (await HolderAsync(connection, transaction, mapping, cancel) is { } holder) return holder;
        await using var command = connection.Sql("""
            INSERT INTO adapter_cameras (adapter, camera, foreign_name, source, mapping_json) VALUES (@adapter, @camera, @foreign, @source, @json)
            ON CONFLICT (adapter, camera) DO UPDATE SET foreign_name = excluded.foreign_name, source = excluded.source, mapping_json = excluded.mapping_json
            """,
            ("@adapter", mapping.Adapter), ("@camera", mapping.Camera.Value), ("@foreign", mapping.Foreign), ("@source", mapping.Source ?? ""),
            ("@json", JsonSerializer.Serialize(mapping, HubJson.Default.AdapterCamera)));
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return null;
    }

    public async Task<bool> RemoveAsync(string adapter, DeviceId camera, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await CountUpAsync(connection, transaction, cancel);
        await using var command = connection.Sql(
            "DELETE FROM adapter_cameras WHERE adapter = @adapter AND camera = @camera", ("@adapter", adapter), ("@camera", camera.Value));
        command.Transaction = transaction;
        var removed = await command.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
        return removed == 1;
    }

    private static async Task CountUpAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancel)
    {
        await using var command = connection.Sql("UPDATE adapter_revision SET revision = revision + 1 WHERE id = 1");
        command.Transaction = transaction;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<DeviceId?> HolderAsync(DbConnection connection, DbTransaction transaction, AdapterCamera mapping, CancellationToken cancel)
    {
        await using var command = connection.Sql(
            "SELECT camera FROM adapter_cameras WHERE adapter = @adapter AND foreign_name = @foreign AND source = @source AND camera <> @camera",
            ("@adapter", mapping.Adapter), ("@foreign", mapping.Foreign), ("@source", mapping.Source ?? ""), ("@camera", mapping.Camera.Value));
        command.Transaction = transaction;
        return await command.ExecuteScalarAsync(cancel) is string holder ? DeviceId.Parse(holder) : null;
    }

    private static AdapterCamera Read(DbDataReader row) => JsonSerializer.Deserialize(row.GetString(0), HubJson.Default.AdapterCamera)!;
}
