using System.Data.Common;
using SafetyHub.Devices;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>Commands, looks and telemetry of devices on the hub's database.</summary>
internal sealed class DeviceLedger(HubDatabase database, LookSchedule looks, TelemetryWriter telemetry) : IDeviceLedger
{
    private const int MostOpenCommands = 32;
    private const string Columns = "id, type, data_json, requested_by, requested_at, expires_at, state, reply_json, settled_at";

    public async Task SaveCommandAsync(DeviceId device, DeviceCommand command, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var sql = connection.Sql($"""
            INSERT INTO device_commands ({Columns}, device_id) VALUES (@id, @type, @data, @by, @at, @expires, @state, @reply, @settled, @device)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, reply_json = excluded.reply_json, settled_at = excluded.settled_at,
                expires_at = excluded.expires_at, data_json = excluded.data_json
            """,
            ("@id", command.Id), ("@type", command.Type), ("@data", command.DataJson), ("@by", command.RequestedBy), ("@at", command.RequestedAt.Micros()),
            ("@expires", command.ExpiresAt.Micros()), ("@state", (int)command.State), ("@reply", command.ReplyJson), ("@settled", command.SettledAt.Micros()),
            ("@device", device.Value));
        await sql.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<DeviceCommand>> OpenCommandsAsync(DeviceId device, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var sql = connection.Sql(
            $"SELECT {Columns} FROM device_commands WHERE device_id = @device AND state = 0 ORDER BY requested_at, id LIMIT {MostOpenCommands}",
            ("@device", device.Value));
        return await sql.ReadAllAsync(Read, cancel);
    }

    public async Task<DeviceCommand?> FindCommandAsync(DeviceId device, string commandId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var sql = connection.Sql(
            $"SELECT {Columns} FROM device_commands WHERE id = @id AND device_id = @device", ("@id", commandId), ("@device", device.Value));
        return await sql.ReadFirstAsync(Read, cancel);
    }

    public void ScheduleLook(DeviceId device, DeviceKind kind, DateTimeOffset? at) => looks.Schedule(device, kind, at);

    public Task<IReadOnlyList<DueDevice>> DueLooksAsync(DateTimeOffset now, int limit, CancellationToken cancel) => looks.DueAsync(now, limit, cancel);

    public bool TryAppendTelemetry(TelemetryChunk chunk) => telemetry.TryWrite(chunk);

    private static DeviceCommand Read(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Instant(4), row.Instant(5), (CommandState)row.GetInt32(6),
        row.TextOrNull(7), row.InstantOrNull(8));
}
