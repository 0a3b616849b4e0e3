using System.Text.Json;
using System.Text.Unicode;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// The frame around the foreign decoders: form first, then fields; nothing but a value or a cause comes out. Foreign formats are read more mildly than our own
/// contract: further fields, and a name that stands twice, are not ours to judge.
/// </summary>
internal static class ForeignJson
{
    /// <summary>Largest payload that is looked at; Frigate's updates with a long path have some 20 KiB.</summary>
    public const int PayloadLimit = 256 * 1024;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    public static ForeignReading Read(ReadOnlyMemory<byte> payload, Func<JsonElement, ForeignReading> read)
    {
        if (payload.Length > PayloadLimit) return Refuse(RejectionCause.TooLarge, $"The payload has {payload.Length} bytes; at most {PayloadLimit} are taken");
        if (!Utf8.IsValid(payload.Span)) return Refuse(RejectionCause.NotUtf8, "The payload is not UTF-8");
        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : Refuse(RejectionCause.BadType, "The payload must be a JSON object");
        }
        catch (RejectedPayloadException rejected)
        {
            return new NotUnderstood(rejected.Rejection);
        }
        catch (JsonException error)
        {
            return Refuse(RejectionCause.NotJson, $"Not JSON at byte {error.BytePositionInLine ?? 0} of line {(error.LineNumber ?? 0) + 1}, or nested deeper than {Options.MaxDepth} levels");
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // The reader reports an escaped lone surrogate this way, at the moment the text is read.
            return Refuse(RejectionCause.NotJson, "A text holds an escape that is no character");
        }
    }

    public static JsonElement? Field(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined) ? value : null;

    public static JsonElement Object(JsonElement parent, string name)
    {
        var value = Required(Field(parent, name), name);
        return value.ValueKind == JsonValueKind.Object ? value : throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be an object");
    }

    public static string? Text(JsonElement parent, string name, int longest)
    {
        if (Field(parent, name) is not { } value) return null;
        return value.ValueKind == JsonValueKind.String ? Short(value.GetString()!, name, longest) : throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a text");
    }

    public static double? Number(JsonElement parent, string name)
    {
        if (Field(parent, name) is not { } value) return null;
        if (value.ValueKind != JsonValueKind.Number) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a number");
        return value.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' is not a finite number");
    }

    public static bool Flag(JsonElement parent, string name) => Field(parent, name)?.ValueKind switch
    {
        null or JsonValueKind.False => false,
        JsonValueKind.True => true,
        _ => throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be true or false"),
    };

    /// <summary>A list of texts; at most <paramref name="most"/> are read, the rest is left.</summary>
    public static IReadOnlyList<string> Texts(JsonElement parent, string name, int most)
    {
        if (Field(parent, name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a list");
        return [.. value.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.String).Take(most).Select(e => Short(e.GetString()!, name, 128))];
    }

    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw new RejectedPayloadException(RejectionCause.MissingField, $"'{name}' is missing");

    public static string Required(string? value, string name) =>
        string.IsNullOrEmpty(value) ? throw new RejectedPayloadException(RejectionCause.MissingField, $"'{name}' is missing") : value;

    /// <summary>A text without control characters.</summary>
    public static string Short(string text, string name, int longest)
    {
        if (text.Length > longest) throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' has {text.Length} characters; at most {longest} are taken");
        return text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' holds a control character or a surrogate") : text;
    }

    public static NotUnderstood Refuse(string cause, string detail) => new(new Rejection(cause, detail));
}
