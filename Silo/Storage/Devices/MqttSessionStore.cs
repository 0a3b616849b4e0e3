using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>Persistent MQTT sessions on the hub's database.</summary>
internal sealed class MqttSessionStore(HubDatabase database) : IMqttSessionStore
{
    private const int MostSessions = 200_000;

    public async Task SaveAsync(MqttSessionRecord session, CancellationToken cancel)
    {
        var subscriptions = JsonSerializer.Serialize(new Dictionary<string, int>(session.Subscriptions), HubJson.Default.DictionaryStringInt32);
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("""
            INSERT INTO mqtt_sessions (client_id, device_id, subscriptions_json, expires_at) VALUES (@client, @device, @subscriptions, @expires)
            ON CONFLICT (client_id) DO UPDATE SET device_id = excluded.device_id, subscriptions_json = excluded.subscriptions_json, expires_at = excluded.expires_at
            """,
            ("@client", session.ClientId), ("@device", session.Device.Value), ("@subscriptions", subscriptions), ("@expires", session.ExpiresAt.Micros()));
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task RemoveAsync(string clientId, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql("DELETE FROM mqtt_sessions WHERE client_id = @client", ("@client", clientId));
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task<IReadOnlyList<MqttSessionRecord>> LoadAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"SELECT client_id, device_id, subscriptions_json, expires_at FROM mqtt_sessions ORDER BY client_id LIMIT {MostSessions}");
        return await command.ReadAllAsync(
            row => new MqttSessionRecord(
                row.GetString(0), DeviceId.Parse(row.GetString(1)), JsonSerializer.Deserialize(row.GetString(2), HubJson.Default.DictionaryStringInt32)!,
                row.InstantOrNull(3)),
            cancel);
    }
}
