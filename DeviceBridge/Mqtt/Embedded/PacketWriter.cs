using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Writes the packets of the hot path; the rest goes through MQTTnet's formatter.</summary>
internal static class PacketWriter
{
    private const byte PublishAcknowledged = 0x40;
    private const byte PublishReceived = 0x50;
    private const byte PublishCompleted = 0x70;

    /// <summary>PUBACK, or PUBREC for QoS 2. A reason is only told to MQTT 5; 3.1.1 has no word for it.</summary>
    public static void Acknowledge(IBufferWriter<byte> output, ushort packetId, int qos, bool version5, byte reason) =>
        Short(output, qos == 2 ? PublishReceived : PublishAcknowledged, packetId, version5 ? reason : (byte)0);

    /// <summary>PUBCOMP.</summary>
    public static void Complete(IBufferWriter<byte> output, ushort packetId) => Short(output, PublishCompleted, packetId, 0);

    /// <summary>PINGRESP.</summary>
    public static void Pong(IBufferWriter<byte> output)
    {
        var span = output.GetSpan(2);
        (span[0], span[1]) = (0xD0, 0);
        output.Advance(2);
    }

    /// <summary>Size of a PUBLISH on the wire.</summary>
    public static int PublishSize(DownPublish message, bool version5)
    {
        var rest = Remaining(message, version5);
        return rest + (rest < 128 ? 2 : rest < 16_384 ? 3 : 4);
    }

    /// <summary>PUBLISH down to a device.</summary>
    public static void Publish(IBufferWriter<byte> output, DownPublish message, ushort packetId, bool duplicate, bool version5)
    {
        var span = output.GetSpan(PublishSize(message, version5));
        span[0] = (byte)(0x30 | (duplicate ? 8 : 0) | (message.Qos << 1) | (message.Retain ? 1 : 0));
        var at = 1;
        for (var rest = Remaining(message, version5); ;)
        {
            span[at++] = (byte)(rest < 128 ? rest : rest & 0x7F | 0x80);
            if ((rest >>= 7) == 0) break;
        }
        var topic = Encoding.UTF8.GetBytes(message.Topic, span[(at + 2)..]);
        BinaryPrimitives.WriteUInt16BigEndian(span[at..], (ushort)topic);
        at += 2 + topic;
        if (message.Qos > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(span[at..], packetId);
            at += 2;
        }
        if (version5) span[at++] = 0;
        message.Payload.CopyTo(span[at..]);
        output.Advance(at + message.Payload.Length);
    }

    private static int Remaining(DownPublish message, bool version5) =>
        2 + Encoding.UTF8.GetByteCount(message.Topic) + (message.Qos > 0 ? 2 : 0) + (version5 ? 1 : 0) + message.Payload.Length;

    private static void Short(IBufferWriter<byte> output, byte type, ushort packetId, byte reason)
    {
        var span = output.GetSpan(5);
        span[0] = type;
        span[1] = (byte)(reason == 0 ? 2 : 3);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], packetId);
        if (reason != 0) span[4] = reason;
        output.Advance(reason == 0 ? 4 : 5);
    }
}

/// <summary>A message on its way down to one session.</summary>
internal sealed record DownPublish(string Topic, byte[] Payload, int Qos, bool Retain);
