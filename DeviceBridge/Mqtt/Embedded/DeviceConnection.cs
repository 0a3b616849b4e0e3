using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// One network connection from its first byte to its end. MQTTnet supplies the wire format; the rules are the device contract's: messages of devices are
/// consumed, never routed, so there is no dispatch to other sessions whose cost would grow with every idle device.
/// </summary>
internal sealed partial class DeviceConnection : IDeviceChannel, IDisposable
{
    private const int OpenGreetings = 8;
    private static readonly TimeSpan AbortAfter = TimeSpan.FromSeconds(2);

    private readonly ConnectionContext _network;
    private readonly BrokerParts _parts;
    private readonly Caller _origin;
    private readonly ILogger _log;
    private readonly PipeReader _input;
    private readonly FrameSink _sink;
    private readonly ConnectCodec _codec = new();
    private readonly long _openedAt;
    private readonly CancellationTokenSource _ended = new();

    private DeviceSession? _session;
    private PublishLane? _lane;
    private ForeignLane? _foreign;
    private string? _claimId;
    private byte[]? _will;
    private string? _willTopic;
    private TimeSpan _idleLimit;
    private uint _packetLimit = uint.MaxValue;
    private long _heardAt;
    private long _partialSince;
    private long _closingSince;
    private int _closeReason = -1;
    private int _pumps;
    private int _greetings;
    private volatile bool _signedIn;

    public DeviceConnection(ConnectionContext network, Caller origin, BrokerParts parts, ILogger log)
    {
        (_network, _parts, _origin, _log) = (network, parts, origin, log);
        _input = network.Transport.Input;
        _sink = new FrameSink(network.Transport.Output, parts.Time);
        _openedAt = _heardAt = parts.Time.GetTimestamp();
    }

    private bool Version5 => _codec.Version == MqttProtocolVersion.V500;

    /// <summary>Runs the connection to its end. Never throws.</summary>
    public async Task RunAsync()
    {
        var reason = CloseReason.Fault;
        try
        {
            reason = await ReceiveAsync();
        }
        catch (Exception error) when (error is IOException or OperationCanceledException or ConnectionAbortedException or ObjectDisposedException)
        {
            reason = Decided ?? CloseReason.Gone;
        }
        catch (Exception error)
        {
            // Edge of a connection: whatever a client sent, it ends here and nowhere else.
            _parts.Metrics.Fault("connection");
            Failed(error, _session?.Device.Id.Value ?? _origin.Source);
            reason = error is MQTTnet.Exceptions.MqttProtocolViolationException ? CloseReason.Protocol : Decided ?? CloseReason.Fault;
        }
        await EndAsync(reason);
    }

    /// <inheritdoc/>
    public void Pump()
    {
        // Nothing goes out before the CONNACK.
        if (_signedIn && Interlocked.Increment(ref _pumps) == 1) _ = PumpAsync();
    }

    /// <inheritdoc/>
    public void Close(CloseReason reason)
    {
        if (Interlocked.CompareExchange(ref _closeReason, (int)reason, -1) != -1) return;
        Volatile.Write(ref _closingSince, _parts.Time.GetTimestamp());
        _input.CancelPendingRead();
    }

    /// <summary>Tells the client how the hub stands, when it asked for that.</summary>
    public void SayHubState(byte[] payload) => _session?.TrySend(DeviceTopics.HubState, payload);

    /// <summary>Looks whether the connection has been idle, stuck or half-open for too long. Called once a second.</summary>
    public void Sweep()
    {
        var (time, limits) = (_parts.Time, _parts.Limits);
        if (Volatile.Read(ref _closingSince) is var closing and not 0)
        {
            if (time.GetElapsedTime(closing) > AbortAfter) _network.Abort();
            return;
        }
        if (!_signedIn && time.GetElapsedTime(_openedAt) > limits.ConnectDeadline) Close(CloseReason.NotSignedIn);
        else if (_sink.Stuck > limits.PacketDeadline || _session?.Outbox.OldestUnacknowledged > limits.AcknowledgeDeadline) Close(CloseReason.Overflow);
        else if (Volatile.Read(ref _partialSince) is var partial and not 0 && time.GetElapsedTime(partial) > limits.PacketDeadline) Close(CloseReason.KeepAlive);
        else if (_signedIn && _lane is not { Waiting: true } && _foreign is not { Waiting: true } && time.GetElapsedTime(Volatile.Read(ref _heardAt)) > _idleLimit) Close(CloseReason.KeepAlive);
    }

    public void Dispose()
    {
        _lane?.Dispose();
        _foreign?.Dispose();
        _sink.Dispose();
        _ended.Dispose();
    }

    private CloseReason? Decided => Volatile.Read(ref _closeReason) is var reason and not -1 ? (CloseReason)reason : null;

    private async Task<CloseReason> ReceiveAsync()
    {
        while (true)
        {
            var read = await _input.ReadAsync();
            if (Decided is { } decided) return decided;
            var rest = read.Buffer;
            Volatile.Write(ref _heardAt, _parts.Time.GetTimestamp());
            var reason = await TakePacketsAsync(rest);
            rest = rest.Slice(reason.Consumed);
            if (_lane is { Gathered.WrittenCount: > 0 }) await _sink.WriteAsync(_lane.Gathered);
            if (reason.Close is { } close) return close;
            MarkPartial(!rest.IsEmpty);
            _input.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted) return CloseReason.Gone;
        }
    }

    private void MarkPartial(bool partial)
    {
        if (!partial) Volatile.Write(ref _partialSince, 0);
        else if (Volatile.Read(ref _partialSince) == 0) Volatile.Write(ref _partialSince, _parts.Time.GetTimestamp());
    }

    private async ValueTask<(SequencePosition Consumed, CloseReason? Close)> TakePacketsAsync(ReadOnlySequence<byte> rest)
    {
        while (true)
        {
            // Before sign-in nobody needs room for more than a CONNECT with a Last Will.
            var limit = !_signedIn ? 8 * 1024 : _foreign is null ? PacketHeader.PacketLimit : ForeignLane.PacketLimit;
            switch (PacketHeader.TryCut(ref rest, limit, out var first, out var body))
            {
                case PacketFraming.Incomplete: return (rest.Start, null);
                case PacketFraming.TooLarge: return (rest.Start, RefuseSize());
                case PacketFraming.Malformed: return (rest.Start, CloseReason.Protocol);
                default: break;
            }
            Volatile.Write(ref _partialSince, 0);
            var close = _signedIn ? await TakePacketAsync(first, body) : await ConnectAsync(first, body);
            if ((close ?? Decided) is { } reason) return (rest.Start, reason);
        }
    }

    private CloseReason RefuseSize()
    {
        if (_session is null) return CloseReason.PacketTooLarge;
        var detail = new Codecs.Rejection(Codecs.RejectionCause.TooLarge, $"A packet over {PacketHeader.PacketLimit} bytes was announced; it was not read");
        var result = _parts.Intake.Refuse(_session.Device, "", default, detail);
        if (result.Receipt is not null) _parts.Down.Send(_session.Device, DownChannel.Receipt, result.Receipt);
        return CloseReason.PacketTooLarge;
    }

    private ValueTask<CloseReason?> TakePacketAsync(byte first, ReadOnlySequence<byte> body)
    {
        switch (first >> 4)
        {
            case 3:
                // Held by the receive buffer until the packet is done with; only a packet that crosses two blocks is copied.
                var bytes = body.IsSingleSegment ? body.First : body.ToArray();
                return PublishFrame.TryParse(first, bytes, Version5, out var frame) ? TakePublishAsync(frame) : new(CloseReason.Protocol);
            case 4 when body.Length >= 2:
                return TakeAcknowledgement(body);
            case 6 when body.Length >= 2 && _foreign is not null:
                return new(CompleteAsync(_foreign, ReadId(body)));
            case 6 when body.Length >= 2 && _lane is not null:
                _lane.Release(ReadId(body));
                return new((CloseReason?)null);
            case 8 or 10 or 14:
                return new(TakeControlAsync(first, body));
            case 12:
                return new(PongAsync());
            default:
                return new(CloseReason.Protocol);
        }
    }

    private ValueTask<CloseReason?> TakePublishAsync(PublishFrame frame)
    {
        if (_lane is not null) return _lane.TakeAsync(frame);
        return _foreign is not null ? _foreign.TakeAsync(frame) : new(TakeProvisioningAsync(frame));
    }

    private static async Task<CloseReason?> CompleteAsync(ForeignLane foreign, ushort packetId)
    {
        await foreign.ReleaseAsync(packetId);
        return null;
    }

    private ValueTask<CloseReason?> TakeAcknowledgement(ReadOnlySequence<byte> body)
    {
        if (_session is not null && _session.Outbox.Acknowledge(ReadId(body))) Pump();
        return new((CloseReason?)null);
    }

    private static ushort ReadId(ReadOnlySequence<byte> body)
    {
        Span<byte> id = stackalloc byte[2];
        body.Slice(0, 2).CopyTo(id);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt16BigEndian(id);
    }

    private async Task<CloseReason?> PongAsync()
    {
        var pong = _lane?.Gathered ?? new ArrayBufferWriter<byte>(4);
        PacketWriter.Pong(pong);
        await _sink.WriteAsync(pong);
        return null;
    }

    private async Task PumpAsync()
    {
        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _pumps);
                if (_session is { } session) await _sink.WriteAsync(session.Outbox, Version5, _packetLimit, _parts.Metrics);
            }
            while (Interlocked.CompareExchange(ref _pumps, 0, seen) != seen);
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or OperationCanceledException or ConnectionAbortedException)
        {
            // The connection is gone; the session keeps what it may keep when the receive loop ends.
            Close(CloseReason.Gone);
        }
    }

    private async Task EndAsync(CloseReason reason)
    {
        reason = Decided ?? reason;
        Volatile.Write(ref _closeReason, (int)reason);
        if (Volatile.Read(ref _closingSince) == 0) Volatile.Write(ref _closingSince, _parts.Time.GetTimestamp());
        await _ended.CancelAsync();
        if (_lane is not null) await _lane.EndAsync();
        if (_foreign is not null) await _foreign.EndAsync();
        if (_signedIn && reason is not (CloseReason.Goodbye or CloseReason.Gone)) _parts.Metrics.Closed(reason.ToString());
        await SayGoodbyeAsync(reason);
        if (_session is { } session && session.Detach(this)) await _parts.Sessions.CloseAsync(session);
        if (_session is not null && _will is not null && reason.CallsWill()) await SpeakWillAsync(_session.Device, _will);
        if (_foreign is not null && _will is not null && reason.CallsWill()) await SpeakWillAsync(_foreign, _will);
    }

    private async Task SayGoodbyeAsync(CloseReason reason)
    {
        try
        {
            if (_signedIn && Version5 && reason.Code() is { } code)
            {
                var goodbye = new ArrayBufferWriter<byte>(4);
                ReadOnlySpan<byte> disconnect = [0xE0, 1, code];
                goodbye.Write(disconnect);
                await _sink.WriteAsync(goodbye);
            }
            await _input.CompleteAsync();
            await _network.Transport.Output.CompleteAsync();
        }
        catch (Exception error) when (error is IOException or InvalidOperationException or OperationCanceledException or ConnectionAbortedException)
        {
            // It is gone already.
        }
    }

    private async Task SpeakWillAsync(DeviceLink device, byte[] will)
    {
        using var deadline = new CancellationTokenSource(_parts.Limits.EventDeadline, _parts.Time);
        await _parts.Intake.TakeAsync(device, UpTopic.State, will, deadline.Token);
    }

    private async Task SpeakWillAsync(ForeignLane foreign, byte[] will)
    {
        using var deadline = new CancellationTokenSource(_parts.Limits.EventDeadline, _parts.Time);
        await foreign.SpeakWillAsync(_willTopic!, will, deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The connection of {Who} failed and is closed")]
    private partial void Failed(Exception error, string who);
}
