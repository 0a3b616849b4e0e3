using System.Buffers;
using System.Text;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// What one device publishes on one connection, in its order. An acknowledgement is written when the message is taken: for an event when it is on
/// disk. Acknowledgements that are withheld do not stop the reading, so a cry for help behind a flood of telemetry is not held up by it.
/// </summary>
internal sealed class PublishLane : IDisposable
{
    private const int WithheldLimit = 64;
    private const int HeldEventLimit = 64;
    private const int OpenQos2Limit = 64;
    private const byte NotAuthorized = 0x87;
    private const byte PayloadInvalid = 0x99;

    private readonly BrokerParts _parts;
    private readonly DeviceLink _device;
    private readonly FrameSink _sink;
    private readonly Action<CloseReason> _close;
    private readonly bool _version5;
    private readonly byte[] _prefix;
    private readonly TimeSpan _deadline;
    private readonly CancellationTokenSource _ended = new();
    private readonly HashSet<ushort> _openQos2 = [];
    private readonly Queue<(DecodedEvent Event, ushort PacketId, int Qos)> _heldEvents = new();
    private int _withheld;
    private bool _heldRunning;
    private bool _heldOverflow;

    public PublishLane(BrokerParts parts, DeviceLink device, FrameSink sink, bool version5, TimeSpan keepAlive, Action<CloseReason> close)
    {
        (_parts, _device, _sink, _version5, _close) = (parts, device, sink, version5, close);
        _prefix = Encoding.UTF8.GetBytes(DeviceTopics.Of(device.Id, ""));
        _deadline = keepAlive > TimeSpan.Zero && keepAlive * 0.8 < parts.Limits.EventDeadline ? keepAlive * 0.8 : parts.Limits.EventDeadline;
    }

    /// <summary>Acknowledgements that are to be written with the next flush.</summary>
    public ArrayBufferWriter<byte> Gathered { get; } = new(256);

    /// <summary>True while a message waits for the hub; the keep-alive does not count then, because nothing is read.</summary>
    public bool Waiting { get; private set; }

    /// <summary>Handles a PUBLISH; returns the reason to close, or null.</summary>
    public ValueTask<CloseReason?> TakeAsync(PublishFrame frame)
    {
        if (frame.Qos == 2 && !TryOpenQos2(frame, out var verdict)) return ValueTask.FromResult(verdict);
        if (frame.Topic.Span.StartsWith(_prefix) && DeviceTopics.ParseName(frame.Topic.Span[_prefix.Length..]) is var topic and not UpTopic.Unknown)
            return topic == UpTopic.Telemetry ? ValueTask.FromResult(Conclude(frame, _parts.Intake.TakeTelemetry(_device, frame.Payload))) : TakeDurableAsync(frame, topic);
        return ValueTask.FromResult(RefuseTopic(frame));
    }

    /// <summary>Handles a PUBREL.</summary>
    public void Release(ushort packetId)
    {
        _openQos2.Remove(packetId);
        PacketWriter.Complete(Gathered, packetId);
    }

    /// <summary>Lets go of everything that waits.</summary>
    public Task EndAsync() => _ended.CancelAsync();

    public void Dispose() => _ended.Dispose();

    private bool TryOpenQos2(PublishFrame frame, out CloseReason? verdict)
    {
        verdict = null;
        if (_openQos2.Contains(frame.PacketId))
        {
            PacketWriter.Acknowledge(Gathered, frame.PacketId, 2, _version5, 0);
            return false;
        }
        if (_openQos2.Count >= OpenQos2Limit) verdict = CloseReason.Protocol;
        return verdict is null;
    }

    private async ValueTask<CloseReason?> TakeDurableAsync(PublishFrame frame, UpTopic topic)
    {
        using var deadline = new CancellationTokenSource(_deadline, _parts.Time);
        var taking = _parts.Intake.TakeAsync(_device, topic, frame.Payload, deadline.Token);
        if (!taking.IsCompleted)
        {
            Waiting = true;
            // What was taken before must not wait for what is being stored.
            if (Gathered.WrittenCount > 0) await _sink.WriteAsync(Gathered);
        }
        try
        {
            return Conclude(frame, await taking);
        }
        finally
        {
            Waiting = false;
        }
    }

    private CloseReason? Conclude(PublishFrame frame, IntakeResult result)
    {
        switch (result.Verdict)
        {
            case IntakeVerdict.NotStored:
                return CloseReason.NotStored;
            case IntakeVerdict.TakenSlowly when frame.Qos > 0 && _withheld < WithheldLimit:
                _ = AcknowledgeLaterAsync(frame.PacketId, frame.Qos, result.Hold);
                return null;
            case IntakeVerdict.TooFast:
                Hold(result.Event!, frame);
                return null;
            default:
                Acknowledge(frame, result.Rejection is null ? (byte)0 : PayloadInvalid);
                break;
        }
        if (result.Receipt is not null) _ = SendReceiptAsync(result.Receipt);
        return result.Verdict == IntakeVerdict.RefusedTooOften ? CloseReason.TooManyRefused : null;
    }

    private CloseReason? RefuseTopic(PublishFrame frame)
    {
        var topic = Encoding.UTF8.GetString(frame.Topic.Span);
        var malformed = DeviceTopics.Malformed(topic);
        var own = frame.Topic.Span.StartsWith(_prefix);
        var rejection = malformed is not null || own
            ? new Rejection(RejectionCause.UnknownTopic, malformed ?? "No such topic in the device contract")
            : new Rejection(RejectionCause.NotAllowed, "The topic belongs to somebody else");
        if (!own) _parts.Journal.Note($"device:{_device.Id}", "mqtt.foreign-topic", $"device/{_device.Id}", malformed ?? "published outside of its own topics");
        var result = _parts.Intake.Refuse(_device, topic, frame.Payload, rejection);
        if (malformed is not null) return CloseReason.TopicInvalid;
        Acknowledge(frame, own ? PayloadInvalid : NotAuthorized);
        _ = SendReceiptAsync(result.Receipt!);
        return result.Verdict == IntakeVerdict.RefusedTooOften ? CloseReason.TooManyRefused : null;
    }

    private void Acknowledge(PublishFrame frame, byte reason)
    {
        if (frame.Qos == 0) return;
        // A refused QoS 2 message ends with its PUBREC in MQTT 5; in 3.1.1 the exchange goes on to PUBCOMP.
        if (frame.Qos == 2 && !(_version5 && reason >= 0x80)) _openQos2.Add(frame.PacketId);
        PacketWriter.Acknowledge(Gathered, frame.PacketId, frame.Qos, _version5, reason);
    }

    /// <summary>The receipt follows the acknowledgement, which the receive loop writes when it has read all that is there.</summary>
    private async Task SendReceiptAsync(byte[] receipt)
    {
        await Task.Yield();
        _parts.Down.Send(_device, DownChannel.Receipt, receipt);
    }

    private async Task AcknowledgeLaterAsync(ushort packetId, int qos, TimeSpan hold)
    {
        Interlocked.Increment(ref _withheld);
        if (qos == 2) _openQos2.Add(packetId);
        try
        {
            await Task.Delay(hold, _parts.Time, _ended.Token);
            await WriteAcknowledgementAsync(packetId, qos);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection ended first; without the acknowledgement the device sends the message again.
        }
        finally
        {
            Interlocked.Decrement(ref _withheld);
        }
    }

    private ValueTask WriteAcknowledgementAsync(ushort packetId, int qos)
    {
        var bytes = new ArrayBufferWriter<byte>(8);
        PacketWriter.Acknowledge(bytes, packetId, qos, _version5, 0);
        return _sink.WriteAsync(bytes);
    }

    /// <summary>
    /// An event over the rate waits with its acknowledgement. When too many wait, the rest is not taken at all, and once the line is empty the
    /// connection is closed: the device sends again what was not acknowledged.
    /// </summary>
    private void Hold(DecodedEvent decoded, PublishFrame frame)
    {
        lock (_heldEvents)
        {
            if (_heldEvents.Count >= HeldEventLimit)
            {
                _heldOverflow = true;
                return;
            }
            _heldEvents.Enqueue((decoded, frame.PacketId, frame.Qos));
            if (frame.Qos == 2) _openQos2.Add(frame.PacketId);
            if (_heldRunning) return;
            _heldRunning = true;
        }
        _parts.Journal.Note($"device:{_device.Id}", "device.chattering", $"device/{_device.Id}", $"more than {_parts.Limits.EventsPerSecond} events a second");
        _ = WorkOffHeldAsync();
    }

    private async Task WorkOffHeldAsync()
    {
        try
        {
            while (true)
            {
                (DecodedEvent Event, ushort PacketId, int Qos) held;
                lock (_heldEvents)
                {
                    if (!_heldEvents.TryDequeue(out held))
                    {
                        _heldRunning = false;
                        if (_heldOverflow) _close(CloseReason.NotStored);
                        return;
                    }
                }
                if (!await HandInAsync(held)) return;
            }
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException or InvalidOperationException or IOException)
        {
            // The connection ended first; the device sends again what was not acknowledged.
        }
    }

    private async Task<bool> HandInAsync((DecodedEvent Event, ushort PacketId, int Qos) held)
    {
        var result = await _parts.Intake.TakeHeldEventAsync(_device, held.Event, _ended.Token);
        if (result.Verdict == IntakeVerdict.NotStored)
        {
            _close(CloseReason.NotStored);
            return false;
        }
        if (held.Qos > 0) await WriteAcknowledgementAsync(held.PacketId, held.Qos);
        if (result.Receipt is not null) _parts.Down.Send(_device, DownChannel.Receipt, result.Receipt);
        return true;
    }
}
