using System.Buffers;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>What stands at the front of the bytes that have come in.</summary>
internal enum PacketFraming
{
    Incomplete = 0,
    Complete,
    TooLarge,
    Malformed,
}

/// <summary>
/// Cuts packets out of the stream. The length is judged from the first five bytes, before anything is set aside for the packet:
/// a header that claims 256 MB costs nothing.
/// </summary>
internal static class PacketHeader
{
    /// <summary>Payload of 64 KiB, with room for a topic, a packet id and MQTT 5 properties.</summary>
    public const int PacketLimit = Codecs.Decoder.PayloadLimit + 4 * 1024;

    public static PacketFraming TryCut(ref ReadOnlySequence<byte> input, int limit, out byte first, out ReadOnlySequence<byte> body)
    {
        (first, body) = (0, default);
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryRead(out first)) return PacketFraming.Incomplete;
        if (first >> 4 is 0) return PacketFraming.Malformed;
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21) return PacketFraming.Malformed;
            if (!reader.TryRead(out var b)) return PacketFraming.Incomplete;
            length |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) break;
        }
        if (length > limit) return PacketFraming.TooLarge;
        if (reader.Remaining < length) return PacketFraming.Incomplete;
        body = input.Slice(reader.Position, length);
        input = input.Slice(body.End);
        return PacketFraming.Complete;
    }
}
