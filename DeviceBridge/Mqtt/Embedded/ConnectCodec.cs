using System.Buffers;
using System.Buffers.Binary;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>The packets that are rare: read and written by MQTTnet's formatter, or by hand where it would say more than the hub offers.</summary>
internal sealed class ConnectCodec
{
    // Small: four thousand idle devices must not hold four thousand large buffers.
    private readonly MqttPacketFormatterAdapter _formatter = new(new MqttBufferWriter(256, 1_024));

    public MqttProtocolVersion Version => _formatter.ProtocolVersion;

    /// <summary>
    /// Reads the CONNECT and with it the protocol version. Null when a 3.1.1 client asks for a kept session without a client id: that has an answer of
    /// its own (return code 2), while the formatter would only throw.
    /// </summary>
    public MqttConnectPacket? ReadConnect(byte first, ReadOnlySequence<byte> body)
    {
        var packet = Received(first, body);
        _formatter.DetectProtocolVersion(packet);
        return Version != MqttProtocolVersion.V500 && KeepsSessionOfNobody(packet.Body) ? null : (MqttConnectPacket)_formatter.Decode(packet);
    }

    private static bool KeepsSessionOfNobody(ReadOnlySpan<byte> body)
    {
        // Protocol name, level, flags, keep-alive, then the client id.
        var flags = 2 + BinaryPrimitives.ReadUInt16BigEndian(body) + 1;
        return body.Length >= flags + 5 && (body[flags] & 2) == 0 && BinaryPrimitives.ReadUInt16BigEndian(body[(flags + 3)..]) == 0;
    }

    public MqttPacket Read(byte first, ReadOnlySequence<byte> body) => _formatter.Decode(Received(first, body));

    /// <summary>CONNACK. MQTT 5 clients are told every bound of the hub.</summary>
    public void WriteAccepted(IBufferWriter<byte> output, bool present, string? assigned, TimeSpan keepAlive, bool tellKeepAlive, TimeSpan expiry)
    {
        var buffer = _formatter.Encode(new MqttConnAckPacket
        {
            IsSessionPresent = present,
            ReasonCode = MqttConnectReasonCode.Success,
            AssignedClientIdentifier = assigned,
            MaximumPacketSize = PacketHeader.PacketLimit,
            MaximumQoS = MqttQualityOfServiceLevel.ExactlyOnce,
            ReceiveMaximum = 64,
            RetainAvailable = true,
            ServerKeepAlive = tellKeepAlive ? (ushort)keepAlive.TotalSeconds : (ushort)0,
            SessionExpiryInterval = (uint)expiry.TotalSeconds,
            SharedSubscriptionAvailable = false,
            SubscriptionIdentifiersAvailable = false,
            TopicAliasMaximum = 0,
            WildcardSubscriptionAvailable = true,
        });
        output.Write(buffer.Packet.AsSpan());
        _formatter.Cleanup();
    }

    public ArrayBufferWriter<byte> SubAck(ushort packetId, ReadOnlySpan<byte> codes)
    {
        if (Version == MqttProtocolVersion.V500) return Answer(0x90, packetId, [0, .. codes]);
        Span<byte> old = codes.ToArray();
        foreach (ref var code in old) code = code >= 0x80 ? (byte)0x80 : code;
        return Answer(0x90, packetId, old);
    }

    public ArrayBufferWriter<byte> UnsubAck(ushort packetId, ReadOnlySpan<byte> codes) =>
        Version == MqttProtocolVersion.V500 ? Answer(0xB0, packetId, [0, .. codes]) : Answer(0xB0, packetId, []);

    private static ArrayBufferWriter<byte> Answer(byte type, ushort packetId, ReadOnlySpan<byte> rest)
    {
        var output = new ArrayBufferWriter<byte>(rest.Length + 8);
        output.Write([type]);
        var length = rest.Length + 2;
        do output.Write([(byte)(length < 128 ? length : length & 0x7F | 0x80)]);
        while ((length >>= 7) > 0);
        Span<byte> id = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(id, packetId);
        output.Write(id);
        output.Write(rest);
        return output;
    }

    private static ReceivedMqttPacket Received(byte first, ReadOnlySequence<byte> body)
    {
        var bytes = body.ToArray();
        return new ReceivedMqttPacket(first, new ArraySegment<byte>(bytes), bytes.Length + 2);
    }
}
