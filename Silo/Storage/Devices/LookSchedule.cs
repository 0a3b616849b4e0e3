using System.Data.Common;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// When each device must be looked at next, written behind: changes collect in memory, newest wins, and go to the database together twice a second.
/// Memory holds at most one change per device; a round that fails keeps them for the next.
/// </summary>
internal sealed class LookSchedule : IAsyncDisposable
{
    private const int LargestBatch = 2_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly Lock _lock = new();
    private readonly HubDatabase _database;
    private readonly BackgroundLoop _loop;
    private Dictionary<DeviceId, Look> _changed = [];

    public LookSchedule(HubDatabase database, ILogger<LookSchedule> log)
    {
        _database = database;
        _loop = new BackgroundLoop("device looks", Pause, FlushAsync, log);
    }

    public void Schedule(DeviceId device, DeviceKind kind, DateTimeOffset? at)
    {
        lock (_lock) _changed[device] = new Look(kind, at);
    }

    public async Task<IReadOnlyList<DueDevice>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        await using var connection = await _database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            "SELECT kind, device_id FROM device_looks WHERE at <= @now ORDER BY at LIMIT @limit", ("@now", now.Micros()), ("@limit", limit));
        var due = await command.ReadAllAsync(row => new DueDevice((DeviceKind)row.GetInt32(0), DeviceId.Parse(row.GetString(1))), cancel);
        lock (_lock) due.RemoveAll(device => _changed.TryGetValue(device.Device, out var look) && !(look.At <= now)); // put off, but not written yet
        return due;
    }

    public async Task FlushAsync(CancellationToken cancel)
    {
        Dictionary<DeviceId, Look> changed;
        lock (_lock)
        {
            if (_changed.Count == 0) return;
            (changed, _changed) = (_changed, []);
        }
        try
        {
            foreach (var part in changed.Chunk(LargestBatch)) await WriteAsync(part, cancel);
        }
        catch
        {
            lock (_lock)
            {
                foreach (var (device, look) in changed) _changed.TryAdd(device, look);
            }
            throw;
        }
    }

    /// <summary>Writes what is left. What cannot be written only means an earlier look after the restart.</summary>
    public async ValueTask DisposeAsync()
    {
        await _loop.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        try
        {
            await FlushAsync(limit.Token);
        }
        catch (Exception e) when (e is DbException or OperationCanceledException)
        {
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "device looks"));
        }
    }

    private async Task WriteAsync(KeyValuePair<DeviceId, Look>[] part, CancellationToken cancel)
    {
        await using var connection = await _database.OpenAsync(StorageArea.Main, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var put = connection.Sql(
            "INSERT INTO device_looks (device_id, kind, at) VALUES (@device, @kind, @at) ON CONFLICT (device_id) DO UPDATE SET kind = excluded.kind, at = excluded.at",
            ("@device", ""), ("@kind", 0), ("@at", 0L));
        await using var remove = connection.Sql("DELETE FROM device_looks WHERE device_id = @device", ("@device", ""));
        put.Transaction = remove.Transaction = transaction;
        // In the order of their ids, so that two processes that write the same devices cannot block each other for good.
        foreach (var (device, look) in part.OrderBy(change => change.Key.Value, StringComparer.Ordinal))
        {
            var command = look.At is null ? remove : put;
            command.Parameters[0].Value = device.Value;
            if (look.At is { } at) (put.Parameters[1].Value, put.Parameters[2].Value) = ((int)look.Kind, at.Micros());
            await command.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    private readonly record struct Look(DeviceKind Kind, DateTimeOffset? At);
}
