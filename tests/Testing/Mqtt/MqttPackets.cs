using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SafetyHub.Testing.Mqtt;

/// <summary>A Last Will.</summary>
/// <param name="Topic">Where.</param>
/// <param name="Payload">What.</param>
public sealed record MqttWill(string Topic, string Payload);

/// <summary>MQTT 3.1.1 packets as bytes (OASIS standard, sections 2 and 3).</summary>
public static class MqttPackets
{
    /// <summary>A CONNECT.</summary>
    public static byte[] Connect(string clientId, string? user, string? password, bool clean, ushort keepAlive, MqttWill? will)
    {
        var flags = (clean ? 2 : 0) | (will is null ? 0 : 0x04 | 0x08 | 0x20) | (user is null ? 0 : 0x80) | (password is null ? 0 : 0x40);
        byte[] body =
        [
            0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, (byte)flags, (byte)(keepAlive >> 8), (byte)keepAlive,
            .. Text(clientId), .. will is null ? [] : (byte[])[.. Text(will.Topic), .. Text(will.Payload)],
            .. user is null ? [] : Text(user), .. password is null ? [] : Text(password),
        ];
        return Packet(0x10, body);
    }

    /// <summary>A PUBLISH: QoS 1 with a packet id, QoS 0 with id 0.</summary>
    public static byte[] Publish(string topic, ReadOnlySpan<byte> payload, ushort id)
    {
        var name = Encoding.UTF8.GetByteCount(topic);
        var length = 2 + name + (id == 0 ? 0 : 2) + payload.Length;
        var prefix = 1 + LengthBytes(length);
        var packet = new byte[prefix + length];
        packet[0] = (byte)(id == 0 ? 0x30 : 0x32);
        WriteLength(packet.AsSpan(1), length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(prefix), (ushort)name);
        Encoding.UTF8.GetBytes(topic, packet.AsSpan(prefix + 2));
        if (id != 0) BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(prefix + 2 + name), id);
        payload.CopyTo(packet.AsSpan(packet.Length - payload.Length));
        return packet;
    }

    /// <summary>A SUBSCRIBE to one filter at QoS 1.</summary>
    public static byte[] Subscribe(string filter, ushort id) => Packet(0x82, [(byte)(id >> 8), (byte)id, .. Text(filter), 1]);

    /// <summary>A packet with its length in front.</summary>
    public static byte[] Packet(byte header, ReadOnlySpan<byte> body)
    {
        var prefix = 1 + LengthBytes(body.Length);
        var packet = new byte[prefix + body.Length];
        packet[0] = header;
        WriteLength(packet.AsSpan(1), body.Length);
        body.CopyTo(packet.AsSpan(prefix));
        return packet;
    }

    /// <summary>Takes one whole packet off the front of a buffer.</summary>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, out byte header, out ReadOnlySequence<byte> body)
    {
        header = 0;
        body = default;
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out header)) return false;
        var length = 0;
        var shift = 0;
        byte part;
        do
        {
            if (!reader.TryRead(out part)) return false;
            length |= (part & 127) << shift;
            shift += 7;
        }
        while ((part & 128) != 0);
        if (reader.Remaining < length) return false;
        body = buffer.Slice(reader.Position, length);
        buffer = buffer.Slice(body.End);
        return true;
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static int LengthBytes(int length) => length < 128 ? 1 : length < 16384 ? 2 : length < 2097152 ? 3 : 4;

    private static void WriteLength(Span<byte> target, int length)
    {
        for (var i = 0; ; i++)
        {
            var rest = length >> 7;
            target[i] = (byte)((length & 127) | (rest > 0 ? 128 : 0));
            if (rest == 0) return;
            length = rest;
        }
    }
}
