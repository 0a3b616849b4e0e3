using System.Text.Json;
using System.Text.Unicode;

namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>Reads one kind of payload; throws <see cref="RejectedPayloadException"/> or <see cref="JsonException"/> at what is wrong.</summary>
internal delegate T PayloadReader<out T>(ref Utf8JsonReader reader, ReadOnlySpan<byte> payload, DateTimeOffset receivedAt);

/// <summary>The frame around every decoder: form first, then fields, and nothing but a value or a cause comes out, whatever the bytes are.</summary>
internal static class Decoder
{
    /// <summary>Largest payload, as the device contract states it.</summary>
    public const int PayloadLimit = 64 * 1024;

    /// <summary>Deepest nesting.</summary>
    public const int DepthLimit = 16;

    public static Rejection? TryRead<T>(ReadOnlySpan<byte> payload, DateTimeOffset receivedAt, PayloadReader<T> read, out T? value)
        where T : class
    {
        value = null;
        if (payload.Length > PayloadLimit) return new Rejection(RejectionCause.TooLarge, $"The payload has {payload.Length} bytes; at most {PayloadLimit} are taken");
        if (!Utf8.IsValid(payload)) return new Rejection(RejectionCause.NotUtf8, "The payload is not UTF-8");
        try
        {
            var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = DepthLimit });
            if (!reader.Read()) return new Rejection(RejectionCause.NotJson, "The payload is empty");
            var result = read(ref reader, payload, receivedAt);
            if (reader.Read()) return new Rejection(RejectionCause.NotJson, "More follows after the JSON value");
            value = result;
            return null;
        }
        catch (RejectedPayloadException rejected)
        {
            return rejected.Rejection;
        }
        catch (JsonException error)
        {
            return Nesting(payload) > DepthLimit
                ? new Rejection(RejectionCause.TooDeep, $"The JSON is nested deeper than {DepthLimit} levels")
                : new Rejection(RejectionCause.NotJson, $"Not JSON at byte {error.BytePositionInLine ?? 0} of line {(error.LineNumber ?? 0) + 1}");
        }
        catch (InvalidOperationException)
        {
            // Utf8JsonReader reports an escaped lone surrogate this way, at the moment the text is read.
            return new Rejection(RejectionCause.NotJson, "A text holds an escape that is no character");
        }
    }

    private static int Nesting(ReadOnlySpan<byte> payload)
    {
        var (depth, deepest, inText) = (0, 0, false);
        for (var i = 0; i < payload.Length; i++)
        {
            var b = payload[i];
            if (inText && b == '\\') i++;
            else if (b == '"') inText = !inText;
            else if (!inText && b is (byte)'{' or (byte)'[') deepest = Math.Max(deepest, ++depth);
            else if (!inText && b is (byte)'}' or (byte)']') depth--;
        }
        return deepest;
    }
}
