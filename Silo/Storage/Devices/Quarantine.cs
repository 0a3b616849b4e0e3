using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Quarantine in history: the newest 10,000 messages. Up to 1,024 wait in memory for their batch; while that is full, further ones are counted and
/// not kept, because whoever floods the hub with rubbish must not slow it down.
/// </summary>
internal sealed class Quarantine : IQuarantine, IAsyncDisposable
{
    private const int MostRows = 10_000;
    private const int LongestTopic = 256;
    private const int LargestPayload = 4_096;
    private const int MostCauses = 64;
    private readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
    private readonly HubDatabase _database;
    private readonly BatchWriter<QuarantinedMessage> _writer;

    public Quarantine(HubDatabase database, ILogger<Quarantine> log)
    {
        _database = database;
        _writer = new BatchWriter<QuarantinedMessage>("quarantine", new BatchLimits(1_024, 512), WriteAsync, log);
    }

    public IReadOnlyDictionary<string, long> CountsByCause => _counts;

    public void Put(QuarantinedMessage message)
    {
        var cause = _counts.Count < MostCauses || _counts.ContainsKey(message.Cause) ? message.Cause : "other";
        _counts.AddOrUpdate(cause, 1, (_, count) => count + 1);
        _writer.TryWrite(Cut(message));
    }

    public async Task<IReadOnlyList<QuarantinedMessage>> ListAsync(long? before, int limit, CancellationToken cancel)
    {
        await using var connection = await _database.OpenAsync(StorageArea.History, cancel);
        await using var command = connection.Sql("""
            SELECT sequence, device_id, topic, payload, payload_bytes, cause, detail, received_at FROM quarantine
            WHERE sequence < @before ORDER BY sequence DESC LIMIT @limit
            """, ("@before", before ?? long.MaxValue), ("@limit", Math.Clamp(limit, 1, 500)));
        return await command.ReadAllAsync(
            row => new QuarantinedMessage(
                row.GetInt64(0), row.TextOrNull(1), row.GetString(2), (byte[])row[3], row.GetInt64(4), row.GetString(5), row.GetString(6), row.Instant(7)),
            cancel);
    }

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    /// <summary>PostgreSQL keeps no NUL in a text; topics of broken senders hold some.</summary>
    private static string Clean(string text) => text.Replace('\0', '\uFFFD');

    private static QuarantinedMessage Cut(QuarantinedMessage message) => message with
    {
        DeviceId = message.DeviceId is { } id ? Clean(id) : null,
        Topic = Clean(message.Topic.Length > LongestTopic ? message.Topic[..LongestTopic] : message.Topic),
        Payload = message.Payload.Length > LargestPayload ? message.Payload[..LargestPayload] : message.Payload,
        Cause = Clean(message.Cause),
        Detail = Clean(message.Detail),
    };

    private async Task WriteAsync(IReadOnlyList<QuarantinedMessage> batch, CancellationToken cancel)
    {
        await using var connection = await _database.OpenAsync(StorageArea.History, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        foreach (var message in batch)
        {
            await using var command = connection.Sql("""
                INSERT INTO quarantine (device_id, topic, payload, payload_bytes, cause, detail, received_at)
                VALUES (@device, @topic, @payload, @bytes, @cause, @detail, @at)
                """,
                ("@device", message.DeviceId), ("@topic", message.Topic), ("@payload", message.Payload), ("@bytes", message.PayloadBytes),
                ("@cause", message.Cause), ("@detail", message.Detail), ("@at", message.ReceivedAt.Micros()));
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancel);
        }
        await using var trim = connection.Sql(
            "DELETE FROM quarantine WHERE sequence <= (SELECT max(sequence) FROM quarantine) - @most", ("@most", (long)MostRows));
        trim.Transaction = transaction;
        await trim.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }
}
