using Microsoft.Extensions.Logging;
using SafetyHub.Grains.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>Writes telemetry chunks to history in batches; the queue holds 8,192 chunks and takes no more while it is full.</summary>
internal sealed class TelemetryWriter : IAsyncDisposable
{
    private const long MicrosOfDay = 86_400_000_000;
    private readonly HubDatabase _database;
    private readonly BatchWriter<TelemetryChunk> _writer;

    public TelemetryWriter(HubDatabase database, ILogger<TelemetryWriter> log)
    {
        _database = database;
        _writer = new BatchWriter<TelemetryChunk>("telemetry", new BatchLimits(8_192, 1_000), WriteAsync, log);
    }

    public bool TryWrite(TelemetryChunk chunk) => _writer.TryWrite(chunk);

    /// <summary>Day number of an instant, by which history is kept and thrown away.</summary>
    public static int DayOf(DateTimeOffset at) => (int)(at.Micros() / MicrosOfDay);

    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<TelemetryChunk> batch, CancellationToken cancel)
    {
        // What is left of a full disk belongs to the incidents; the queue holds what it can until there is room.
        if (_database.Reserve is { IsSpent: true }) throw new IOException("The disk is full: telemetry waits");
        await using var connection = await _database.OpenAsync(StorageArea.History, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using var command = connection.Sql(
            "INSERT INTO telemetry_chunks (device_id, day, from_at, to_at, readings, payload) VALUES (@device, @day, @from, @to, @count, @payload)",
            ("@device", ""), ("@day", 0), ("@from", 0L), ("@to", 0L), ("@count", 0), ("@payload", Array.Empty<byte>()));
        command.Transaction = transaction;
        foreach (var chunk in batch)
        {
            object[] values = [chunk.Device.Value, DayOf(chunk.To), chunk.From.Micros(), chunk.To.Micros(), chunk.Count, chunk.Payload];
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            await command.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        StorageMetrics.TelemetryReadings.Add(batch.Sum(chunk => (long)chunk.Count));
    }
}
