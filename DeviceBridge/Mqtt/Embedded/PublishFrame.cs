using System.Buffers.Binary;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>A PUBLISH as it stands in the receive buffer, read without copying: a hub that takes thousands a second cannot afford five objects for each.</summary>
internal readonly record struct PublishFrame(ReadOnlyMemory<byte> Topic, ushort PacketId, int Qos, bool Duplicate, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Reads the frame; false when it breaks the protocol.</summary>
    public static bool TryParse(byte first, ReadOnlyMemory<byte> body, bool version5, out PublishFrame frame)
    {
        frame = default;
        var qos = first >> 1 & 3;
        var span = body.Span;
        if (qos == 3 || span.Length < 2) return false;
        var topicLength = BinaryPrimitives.ReadUInt16BigEndian(span);
        var at = 2 + topicLength;
        if (span.Length < at + (qos > 0 ? 2 : 0)) return false;
        ushort packetId = 0;
        if (qos > 0)
        {
            packetId = BinaryPrimitives.ReadUInt16BigEndian(span[at..]);
            if (packetId == 0) return false;
            at += 2;
        }
        if (version5 && !TrySkipProperties(span, ref at)) return false;
        frame = new PublishFrame(body.Slice(2, topicLength), packetId, qos, (first & 8) != 0, body[at..]);
        return true;
    }

    /// <summary>The hub needs none of the properties; topic aliases are not offered in CONNACK, so an empty topic is refused later.</summary>
    private static bool TrySkipProperties(ReadOnlySpan<byte> span, ref int at)
    {
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21 || at >= span.Length) return false;
            var b = span[at++];
            length |= (b & 0x7F) << shift;
            if ((b & 0x80) == 0) break;
        }
        at += length;
        return at <= span.Length;
    }
}
