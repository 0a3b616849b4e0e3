using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>Typed reads of one field with a precise cause when it is not what it should be.</summary>
internal static class JsonFields
{
    private static readonly SearchValues<char> IdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    public static void ExpectObject(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new RejectedPayloadException(RejectionCause.BadType, $"{what} must be a JSON object");
    }

    /// <summary>Marks a known field as seen; a second one of the same name is refused, because two readers could take different ones.</summary>
    public static void Once(ref int seen, int bit, string name)
    {
        if ((seen & bit) != 0) throw new RejectedPayloadException(RejectionCause.DuplicateField, $"'{name}' stands twice");
        seen |= bit;
    }

    public static T Required<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    public static T Required<T>(T? value, string name)
        where T : struct => value ?? throw Missing(name);

    public static string? Text(ref Utf8JsonReader reader, string name, int longest)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a text");
        var text = reader.GetString()!;
        if (text.Length > longest) throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' has {text.Length} characters; at most {longest} are taken");
        if (text.AsSpan().ContainsAnyInRange('\0', '\u001f')) throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' holds a control character");
        return text;
    }

    /// <summary>1 to 64 characters of <c>[A-Za-z0-9_.-]</c>.</summary>
    public static string? Id(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.String) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a text");
        var text = reader.GetString()!;
        var valid = text.Length is >= 1 and <= 64 && !text.AsSpan().ContainsAnyExcept(IdCharacters);
        return valid ? text : throw new RejectedPayloadException(RejectionCause.BadId, $"'{name}' must be 1 to 64 characters of A-Z a-z 0-9 _ . -");
    }

    public static long? Counter(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        if (reader.TokenType != JsonTokenType.Number) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a number");
        if (!reader.TryGetInt64(out var number) || number < 0) throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' must be a whole number from 0");
        return number;
    }

    public static double? Fraction(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        var number = Number(ref reader, name);
        return number is >= 0 and <= 1 ? number : throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' must be from 0 to 1");
    }

    public static double Number(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.Number) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a number");
        return reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' is not a finite number");
    }

    /// <summary>RFC 3339 with an offset; a time without one could be anybody's.</summary>
    public static DateTimeOffset Time(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String) throw new RejectedPayloadException(RejectionCause.BadType, $"'{name}' must be a time in RFC 3339");
        var text = reader.ValueSpan;
        var zoned = text.Length >= 20 && (text[^1] is (byte)'Z' or (byte)'z' || text[^6] is (byte)'+' or (byte)'-');
        if (!zoned || !reader.TryGetDateTimeOffset(out var time))
            throw new RejectedPayloadException(RejectionCause.BadRange, $"'{name}' must be a time in RFC 3339 with an offset, for example 2026-01-02T03:04:05+09:00");
        return time.ToUniversalTime();
    }

    /// <summary>A nested JSON object as its own text, without a name that stands twice at any level.</summary>
    public static string? Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, string name)
    {
        if (reader.TokenType == JsonTokenType.Null) return null;
        ExpectObject(ref reader, $"'{name}'");
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var text = payload[start..(int)reader.BytesConsumed];
        try
        {
            var own = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Decoder.DepthLimit });
            using var document = JsonDocument.ParseValue(ref own);
            RefuseDuplicates(document.RootElement, name);
        }
        catch (ArgumentException)
        {
            throw new RejectedPayloadException(RejectionCause.NotJson, $"'{name}' holds a name that is no text");
        }
        return Encoding.UTF8.GetString(text);
    }

    private static void RefuseDuplicates(JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray()) RefuseDuplicates(item, name);
        }
        if (element.ValueKind != JsonValueKind.Object) return;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in element.EnumerateObject())
        {
            if (!names.Add(property.Name)) throw new RejectedPayloadException(RejectionCause.DuplicateField, $"a name inside '{name}' stands twice");
            RefuseDuplicates(property.Value, name);
        }
    }

    private static RejectedPayloadException Missing(string name) => new(RejectionCause.MissingField, $"'{name}' is missing");
}
