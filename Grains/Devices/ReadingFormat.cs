using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>How readings stand in a chunk: UTF-8 JSON of <c>{"at","seq"?,"corrected"?,"values":{}}</c>.</summary>
internal static class ReadingFormat
{
    [ThreadStatic] private static Utf8JsonWriter? _writer;
    [ThreadStatic] private static PooledBuffer? _scratch;

    /// <summary>Appends one reading as JSON.</summary>
    public static void Append(PooledBuffer buffer, TelemetryReading reading)
    {
        // The writer asks for far more room than a reading takes: it writes into one scratch buffer a thread, and the device pays for what was written.
        var scratch = _scratch ??= new PooledBuffer(4096);
        var writer = _writer ??= new Utf8JsonWriter(scratch, new JsonWriterOptions { SkipValidation = true });
        writer.Reset(scratch);
        Write(writer, reading);
        writer.Flush();
        var written = scratch.Written;
        written.CopyTo(buffer.GetSpan(written.Length));
        buffer.Advance(written.Length);
        scratch.Dispose();
    }

    /// <summary>Reads an array of readings back.</summary>
    public static IEnumerable<TelemetryReading> Read(ReadOnlyMemory<byte> array)
    {
        using var document = JsonDocument.Parse(array);
        var readings = new List<TelemetryReading>(document.RootElement.GetArrayLength());
        foreach (var element in document.RootElement.EnumerateArray()) readings.Add(ReadOne(element));
        return readings;
    }

    private static void Write(Utf8JsonWriter writer, TelemetryReading reading)
    {
        writer.WriteStartObject();
        writer.WriteString("at"u8, reading.At.UtcDateTime);
        if (reading.Seq is { } seq) writer.WriteNumber("seq"u8, seq);
        if (reading.ClockCorrected) writer.WriteBoolean("corrected"u8, true);
        writer.WriteStartObject("values"u8);
        foreach (ref readonly var value in reading.Values.AsSpan())
        {
            if (value.Text is { } text) writer.WriteString(value.Name, text);
            else if (value.Flag is { } flag) writer.WriteBoolean(value.Name, flag);
            else writer.WriteNumber(value.Name, value.Number ?? 0);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static TelemetryReading ReadOne(JsonElement element)
    {
        long? seq = element.TryGetProperty("seq"u8, out var number) ? number.GetInt64() : null;
        TelemetryValue[] values = [.. element.GetProperty("values"u8).EnumerateObject().Select(ReadValue)];
        return new TelemetryReading(element.GetProperty("at"u8).GetDateTimeOffset(), seq, values, element.TryGetProperty("corrected"u8, out _));
    }

    private static TelemetryValue ReadValue(JsonProperty property) => property.Value.ValueKind switch
    {
        JsonValueKind.Number => new TelemetryValue(property.Name, property.Value.GetDouble(), null, null),
        JsonValueKind.String => new TelemetryValue(property.Name, null, null, property.Value.GetString()),
        _ => new TelemetryValue(property.Name, null, property.Value.GetBoolean(), null),
    };
}
