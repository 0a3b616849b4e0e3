using System.Buffers;
using System.Collections.Frozen;
using System.Security.Cryptography;
using MQTTnet.Packets;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>CONNECT, SUBSCRIBE, UNSUBSCRIBE, DISCONNECT and the exchange of a claim.</summary>
internal sealed partial class DeviceConnection
{
    private async Task<CloseReason?> ConnectAsync(byte first, ReadOnlySequence<byte> body)
    {
        if (first != 0x10) return CloseReason.Protocol;
        if (_codec.ReadConnect(first, body) is not { } connect) return await RefuseAsync(0x85, 2);
        var assigned = string.IsNullOrEmpty(connect.ClientId) ? "hub-" + RandomNumberGenerator.GetHexString(20, lowercase: true) : null;
        connect.ClientId = assigned ?? connect.ClientId;
        var result = await _parts.SignIn.CheckAsync(connect, _origin with { Version5 = Version5 }, _ended.Token);
        if (!result.Accepted) return await RefuseAsync(result.Reason5, result.Return3);
        var grant = result.Device is { } device ? _parts.Sessions.Open(connect.ClientId, device, this, connect.CleanSession, Expiry(connect)) : default;
        if (grant.Reason5 != 0) return await RefuseAsync(grant.Reason5, grant.Return3);
        if (result.Adapter is { } adapter && (_foreign = ForeignLane.TryOpen(_parts, adapter, _sink, Version5, Close)) is null) return await RefuseAsync(0x97, 3);
        await AcceptAsync(connect, grant, result.ClaimId, assigned);
        return null;
    }

    private async Task AcceptAsync(MqttConnectPacket connect, SessionGrant grant, string? claimId, string? assigned)
    {
        var asked = TimeSpan.FromSeconds(connect.KeepAlivePeriod);
        var keepAlive = asked == TimeSpan.Zero || asked > _parts.Limits.LongestIdle ? _parts.Limits.LongestIdle : asked;
        _idleLimit = keepAlive * 1.5;
        _claimId = claimId;
        _will = connect.WillFlag ? connect.WillMessage ?? [] : null;
        _willTopic = connect.WillTopic;
        if (connect.MaximumPacketSize > 0) _packetLimit = connect.MaximumPacketSize;
        var answer = new ArrayBufferWriter<byte>(128);
        _codec.WriteAccepted(answer, grant.Present, assigned, keepAlive, asked != keepAlive, grant.Session?.Expiry ?? TimeSpan.Zero);
        _session = grant.Session;
        await _sink.WriteAsync(answer);
        if (_session is not null)
        {
            _session.Outbox.Limit(connect.ReceiveMaximum);
            _lane = new PublishLane(_parts, _session.Device, _sink, Version5, keepAlive, Close);
        }
        _signedIn = true;
        if (_session is null) return;
        Pump();
        if (grant.Present) Greet(_parts.Greeter.WelcomeBackAsync(_session));
    }

    private async Task<CloseReason?> RefuseAsync(byte reason5, byte return3)
    {
        var answer = new ArrayBufferWriter<byte>(8);
        // CONNACK: flags 0, reason, and for MQTT 5 no properties.
        ReadOnlySpan<byte> connAck = Version5 ? [0x20, 3, 0, reason5, 0] : [0x20, 2, 0, return3];
        answer.Write(connAck);
        await _sink.WriteAsync(answer);
        return CloseReason.NotSignedIn;
    }

    private TimeSpan Expiry(MqttConnectPacket connect)
    {
        if (Version5) return connect.SessionExpiryInterval == uint.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromSeconds(connect.SessionExpiryInterval);
        return connect.CleanSession ? TimeSpan.Zero : _parts.Limits.LongestSession;
    }

    private async Task<CloseReason?> TakeControlAsync(byte first, ReadOnlySequence<byte> body)
    {
        switch (_codec.Read(first, body))
        {
            case MqttSubscribePacket subscribe when subscribe.TopicFilters.Count > 0:
                return await SubscribeAsync(subscribe);
            case MqttUnsubscribePacket unsubscribe when unsubscribe.TopicFilters.Count > 0:
                await UnsubscribeAsync(unsubscribe);
                return null;
            case MqttDisconnectPacket goodbye:
                if (Version5 && _session is { Expiry.Ticks: > 0 } && goodbye.SessionExpiryInterval > 0)
                    _session.Expiry = Min(TimeSpan.FromSeconds(goodbye.SessionExpiryInterval), _parts.Limits.LongestSession);
                // 0x04: the client goes, and its Last Will shall be spoken.
                return (int)goodbye.ReasonCode == 0x04 ? CloseReason.Gone : CloseReason.Goodbye;
            default:
                return CloseReason.Protocol;
        }
    }

    private async Task<CloseReason?> SubscribeAsync(MqttSubscribePacket packet)
    {
        var codes = new byte[packet.TopicFilters.Count];
        var wanted = _session?.Subscriptions.ToDictionary(StringComparer.Ordinal) ?? [];
        var granted = new List<MqttTopicFilter>();
        for (var i = 0; i < codes.Length; i++)
        {
            var filter = packet.TopicFilters[i];
            codes[i] = Check(filter.Topic, wanted);
            if (codes[i] != 0) continue;
            // The hub sends everything with QoS 1 at most.
            codes[i] = (byte)Math.Min((int)filter.QualityOfServiceLevel, 1);
            wanted[filter.Topic] = codes[i];
            granted.Add(filter);
        }
        if (_session is not null && granted.Count > 0) await ApplyAsync(_session, wanted.ToFrozenDictionary(StringComparer.Ordinal), granted, codes);
        if (_claimId is not null && granted.Count > 0) _claimSubscribed = true;
        await _sink.WriteAsync(_codec.SubAck(packet.PacketIdentifier, codes));
        if (_session is null || granted.Count == 0) return null;
        return Greet(_parts.Greeter.GreetAsync(_session, granted)) ? null : CloseReason.Protocol;
    }

    /// <summary>A subscription that must outlive the process is granted only when it is stored: a kept session without it would be deaf.</summary>
    private async Task ApplyAsync(DeviceSession session, FrozenDictionary<string, int> wanted, List<MqttTopicFilter> granted, byte[] codes)
    {
        if (await _parts.Sessions.SaveAsync(session, wanted, _ended.Token))
        {
            session.Subscriptions = wanted;
            return;
        }
        granted.Clear();
        for (var i = 0; i < codes.Length; i++) codes[i] = Math.Max(codes[i], SubscriptionRules.Unspecified);
    }

    private byte Check(string filter, Dictionary<string, int> wanted)
    {
        if (_claimId is not null) return SubscriptionRules.CheckClaim(filter, _claimId);
        if (_foreign is not null) return _foreign.Check(filter);
        var code = SubscriptionRules.Check(filter, _session!.Device.Id);
        if (code == SubscriptionRules.NotAuthorized)
            _parts.Journal.Note($"device:{_session.Device.Id}", "mqtt.foreign-filter", $"device/{_session.Device.Id}", "subscribed outside of its own topics");
        return code == 0 && wanted.Count >= _parts.Limits.SubscriptionsPerSession && !wanted.ContainsKey(filter) ? SubscriptionRules.QuotaExceeded : code;
    }

    private async Task UnsubscribeAsync(MqttUnsubscribePacket packet)
    {
        var codes = new byte[packet.TopicFilters.Count];
        if (_session is not null)
        {
            var left = _session.Subscriptions.ToDictionary(StringComparer.Ordinal);
            // 0x11: there was no such subscription.
            for (var i = 0; i < codes.Length; i++) codes[i] = left.Remove(packet.TopicFilters[i]) ? (byte)0 : (byte)0x11;
            _session.Subscriptions = left.ToFrozenDictionary(StringComparer.Ordinal);
            await _parts.Sessions.SaveAsync(_session, _session.Subscriptions, _ended.Token);
        }
        await _sink.WriteAsync(_codec.UnsubAck(packet.PacketIdentifier, codes));
    }

    /// <summary>Lets the greeting run beside the reading; false when the client asks for more of them than can be answered.</summary>
    private bool Greet(Task greeting)
    {
        if (Interlocked.Increment(ref _greetings) > OpenGreetings) return false;
        _ = CountDownAsync(greeting);
        return true;

        async Task CountDownAsync(Task running)
        {
            await running;
            Interlocked.Decrement(ref _greetings);
        }
    }

    private async Task<CloseReason?> TakeProvisioningAsync(PublishFrame frame)
    {
        if (!frame.Topic.Span.SequenceEqual(System.Text.Encoding.UTF8.GetBytes(DeviceTopics.ProvisionRequest(_claimId!)))) return CloseReason.TopicInvalid;
        // Whoever cannot hear the answer must not use the claim up.
        var answer = _claimSubscribed
            ? await _parts.Provisioning.AnswerAsync(_claimId!, frame.Payload, _ended.Token)
            : DownPayloads.NotProvisioned("subscribe to the response first");
        if (answer is null) return CloseReason.NotStored;
        var output = new ArrayBufferWriter<byte>(512);
        if (frame.Qos > 0) PacketWriter.Acknowledge(output, frame.PacketId, frame.Qos, Version5, 0);
        if (_claimSubscribed) PacketWriter.Publish(output, new DownPublish(DeviceTopics.ProvisionResponse(_claimId!), answer, 1, false), ++_claimPacketId, false, Version5);
        await _sink.WriteAsync(output);
        return null;
    }

    private bool _claimSubscribed;
    private ushort _claimPacketId;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
