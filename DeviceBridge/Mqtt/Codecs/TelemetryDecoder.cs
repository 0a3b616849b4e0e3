using System.Text.Json;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>Telemetry: one reading, or an array of readings that were kept while the hub was out of reach.</summary>
internal sealed class TelemetryDecoder
{
    public const int ReadingLimit = 500;
    private const int ValueLimit = 64;
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    [ThreadStatic] private static TelemetryValue[]? s_values;
    private readonly TelemetryNames _names = new();
    private readonly PayloadReader<TelemetryReading[]> _read;

    public TelemetryDecoder() => _read = Read;

    public Rejection? TryDecode(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out TelemetryReading[]? readings) =>
        Decoder.TryRead(payload, receivedAt, _read, out readings);

    private TelemetryReading[] Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return [ReadOne(ref reader, receivedAt, backfill: false)];
        if (reader.TokenType != JsonTokenType.StartArray) throw new RejectedPayloadException(RejectionCause.BadType, "Telemetry must be a JSON object or an array of them");
        var readings = new List<TelemetryReading>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (readings.Count == ReadingLimit) throw new RejectedPayloadException(RejectionCause.TooMany, $"The array holds more than {ReadingLimit} readings");
            readings.Add(ReadOne(ref reader, receivedAt, backfill: true));
        }
        if (readings.Count == 0) throw new RejectedPayloadException(RejectionCause.MissingField, "The array holds no reading");
        return [.. readings];
    }

    private TelemetryReading ReadOne(ref Utf8JsonReader reader, DateTimeOffset receivedAt, bool backfill)
    {
        JsonFields.ExpectObject(ref reader, "A reading");
        DateTimeOffset? at = null;
        long? seq = null;
        TelemetryValue[]? values = null;
        var seen = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (reader.ValueTextEquals("at"u8))
            {
                JsonFields.Once(ref seen, 1, "at");
                reader.Read();
                at = JsonFields.Time(ref reader, "at");
            }
            else if (reader.ValueTextEquals("seq"u8))
            {
                JsonFields.Once(ref seen, 2, "seq");
                reader.Read();
                seq = JsonFields.Counter(ref reader, "seq");
            }
            else if (reader.ValueTextEquals("values"u8))
            {
                JsonFields.Once(ref seen, 4, "values");
                reader.Read();
                values = ReadValues(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }
        return Dated(JsonFields.Required(at, "at"), seq, JsonFields.Required(values, "values"), receivedAt, backfill);
    }

    /// <summary>
    /// A single reading tells of now, so a clock that is off by more than 2 minutes gives way to the time of arrival. An array tells of the past:
    /// its times are kept, unless they lie in the future.
    /// </summary>
    private static TelemetryReading Dated(DateTimeOffset at, long? seq, TelemetryValue[] values, DateTimeOffset receivedAt, bool backfill)
    {
        var ahead = at - receivedAt;
        var wrong = ahead > ClockTolerance || (!backfill && ahead < -ClockTolerance);
        return new TelemetryReading(wrong ? receivedAt : at, seq, values, wrong);
    }

    private TelemetryValue[] ReadValues(ref Utf8JsonReader reader)
    {
        JsonFields.ExpectObject(ref reader, "'values'");
        var values = s_values ??= new TelemetryValue[ValueLimit];
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (count == ValueLimit) throw new RejectedPayloadException(RejectionCause.TooMany, $"A reading holds more than {ValueLimit} values");
            var name = ReadName(ref reader);
            for (var i = 0; i < count; i++)
            {
                if (values[i].Name == name) throw new RejectedPayloadException(RejectionCause.DuplicateField, $"'{name}' stands twice in 'values'");
            }
            reader.Read();
            values[count++] = ReadValue(ref reader, name);
        }
        if (count == 0) throw new RejectedPayloadException(RejectionCause.MissingField, "'values' is empty");
        return values[..count];
    }

    private string ReadName(ref Utf8JsonReader reader)
    {
        var name = reader.ValueIsEscaped ? reader.GetString()! : _names.Get(reader.ValueSpan);
        if (name.Length is 0 or > 64) throw new RejectedPayloadException(RejectionCause.BadRange, "A telemetry name must have 1 to 64 characters");
        if (name.AsSpan().ContainsAnyInRange('\0', '\u001f')) throw new RejectedPayloadException(RejectionCause.BadRange, "A telemetry name holds a control character");
        return name;
    }

    private static TelemetryValue ReadValue(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.Number => new TelemetryValue(name, JsonFields.Number(ref reader, name), null, null),
        JsonTokenType.True => new TelemetryValue(name, null, true, null),
        JsonTokenType.False => new TelemetryValue(name, null, false, null),
        JsonTokenType.String => new TelemetryValue(name, null, null, JsonFields.Text(ref reader, name, 256)),
        _ => throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a number, a boolean or a text"),
    };
}
