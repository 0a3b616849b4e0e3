using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>An event, before it is known whose it is.</summary>
internal sealed record DecodedEvent(string Id, string Type, DateTimeOffset At, long? Seq, double? Confidence, string? DataJson)
{
    /// <summary>A cry for help: never dropped, never held up by a limit.</summary>
    public bool IsSos => Type.StartsWith("sos.", StringComparison.Ordinal);

    /// <summary>The event of a device. Its clock is corrected by the device's grain, which keeps both times.</summary>
    public DeviceEvent From(DeviceId device, DateTimeOffset receivedAt) => new(device, Id, Type, At, receivedAt, Seq, Confidence, DataJson);
}

/// <summary>Events; unknown types are kept.</summary>
internal static class EventDecoder
{
    public static Rejection? TryDecode(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, out DecodedEvent? decoded) =>
        Decoder.TryRead(payload, receivedAt, Read, out decoded);

    /// <summary>The id of a message that was refused, for its receipt; null when it has none that can be read.</summary>
    public static string? TryReadId(ReadOnlySpan<byte> payload)
    {
        if (Decoder.TryRead(payload, default, ReadId, out var id) is null) return id;
        return null;
    }

    private static string ReadId(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        string? id = null;
        JsonFields.ExpectObject(ref reader, "An event");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var mine = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (mine) id ??= JsonFields.Id(ref reader, "id");
            else reader.Skip();
        }
        return JsonFields.Required(id, "id");
    }

    private static DecodedEvent Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt)
    {
        JsonFields.ExpectObject(ref reader, "An event");
        var draft = default(Draft);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject) draft.ReadField(ref reader, payload);
        return draft.Build();
    }

    private struct Draft
    {
        private int _seen;
        private string? _id;
        private string? _type;
        private DateTimeOffset? _at;
        private long? _seq;
        private double? _confidence;
        private string? _data;

        public void ReadField(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload)
        {
            if (Is(ref reader, "id"u8, 1, "id")) _id = JsonFields.Id(ref reader, "id");
            else if (Is(ref reader, "at"u8, 2, "at")) _at = JsonFields.Time(ref reader, "at");
            else if (Is(ref reader, "type"u8, 4, "type")) _type = Type(ref reader);
            else if (Is(ref reader, "seq"u8, 8, "seq")) _seq = JsonFields.Counter(ref reader, "seq");
            else if (Is(ref reader, "confidence"u8, 16, "confidence")) _confidence = JsonFields.Fraction(ref reader, "confidence");
            else if (Is(ref reader, "data"u8, 32, "data")) _data = JsonFields.Object(ref reader, payload, "data");
            else reader.Skip();
        }

        public readonly DecodedEvent Build() => new(
            JsonFields.Required(_id, "id"), JsonFields.Required(_type, "type"), JsonFields.Required(_at, "at"), _seq, _confidence, _data);

        private bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name, int bit, string text)
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name)) return false;
            JsonFields.Once(ref _seen, bit, text);
            reader.Read();
            return true;
        }

        private static string? Type(ref Utf8JsonReader reader)
        {
            var type = JsonFields.Text(ref reader, "type", 64);
            return type is "" ? throw new RejectedPayloadException(RejectionCause.BadRange, "'type' is empty") : type;
        }
    }
}
