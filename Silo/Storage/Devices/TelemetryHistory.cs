using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.Silo.Storage;

/// <summary>Reads telemetry chunks and opens them. Chunks can overlap in time (readings that came late), so their points are put in order here.</summary>
internal sealed class TelemetryHistory(HubDatabase database) : ITelemetryHistory
{
    private const int MostChunks = 20_000;

    private const string Sql = """
        SELECT c.from_at, c.payload
        FROM (SELECT position, from_at FROM telemetry_chunks WHERE device_id = @device AND to_at >= @from AND from_at <= @to ORDER BY from_at LIMIT @most) k
        JOIN telemetry_chunks c ON c.position = k.position
        ORDER BY k.from_at
        """;

    public async Task<IReadOnlyList<TelemetryPoint>> ReadAsync(
        DeviceId device, string? name, DateTimeOffset from, DateTimeOffset to, int limit, CancellationToken cancel)
    {
        var wanted = new Wanted(name, from, to);
        var size = Math.Clamp(limit, 1, 10_000);
        var points = new List<TelemetryPoint>();
        await using var connection = await database.OpenAsync(StorageArea.History, cancel);
        await using var command = connection.Sql(
            Sql, ("@device", device.Value), ("@from", from.Micros()), ("@to", to.Micros()), ("@most", MostChunks));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            if (points.Count >= size && IsComplete(points, size, reader.Instant(0))) break;
            Collect((byte[])reader[1], wanted, points);
        }
        return [.. points.OrderBy(point => point.At).Take(size)];
    }

    /// <summary>True when no later chunk can hold a point that is among the oldest: chunks come in the order of their first readings.</summary>
    private static bool IsComplete(List<TelemetryPoint> points, int size, DateTimeOffset nextChunk) => points.Count(point => point.At <= nextChunk) >= size;

    private static void Collect(byte[] payload, Wanted wanted, List<TelemetryPoint> points)
    {
        using var document = JsonDocument.Parse(payload);
        foreach (var reading in document.RootElement.EnumerateArray())
        {
            var at = reading.GetProperty("at"u8).GetDateTimeOffset();
            if (at < wanted.From || at > wanted.To) continue;
            foreach (var property in reading.GetProperty("values"u8).EnumerateObject())
            {
                if (wanted.Name is null || property.NameEquals(wanted.Name)) points.Add(new TelemetryPoint(at, Value(property)));
            }
        }
    }

    private static TelemetryValue Value(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Number => new TelemetryValue(property.Name, property.Value.GetDouble(), null, null),
        JsonValueKind.True or JsonValueKind.False => new TelemetryValue(property.Name, null, property.Value.GetBoolean(), null),
        _ => new TelemetryValue(property.Name, null, null, property.Value.ToString()),
    };

    private readonly record struct Wanted(string? Name, DateTimeOffset From, DateTimeOffset To);
}
