using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.Devices;
using SafetyHub.Monitoring;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// Decodes a message and brings it to the device's grain. Telemetry returns at once from memory; everything else returns when the grain has it.
/// The two ways share no lock and no queue.
/// </summary>
internal sealed partial class DeviceIntake(
    DeviceDirectory devices,
    TelemetryCoalescer coalescer,
    IQuarantine quarantine,
    UnstoredWatch unstored,
    EdgeStills stills,
    TimeProvider time,
    MqttMetrics metrics,
    ILogger<DeviceIntake> log) : IDeviceIntake
{
    // Beyond these debts a message is not taken any more: telemetry is dropped and counted, an event waits at its sender.
    private static readonly TimeSpan LongestValueDebt = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CrowdedHold = TimeSpan.FromSeconds(1);
    private const int StoredPayload = 4 * 1024;

    private readonly TelemetryDecoder _telemetry = new();

    /// <summary>Takes a message of a known device.</summary>
    public ValueTask<IntakeResult> TakeAsync(DeviceLink device, UpTopic topic, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        if (topic == UpTopic.Telemetry) return ValueTask.FromResult(TakeTelemetry(device, payload));
        metrics.Message(topic);
        device.LastHeard = time.GetTimestamp();
        return topic switch
        {
            UpTopic.Event => TakeEventAsync(device, payload, cancel),
            UpTopic.State or UpTopic.Birth or UpTopic.Reply => TakeWordAsync(device, topic, payload, cancel),
            _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "The carrier refuses unknown topics"),
        };
    }

    /// <summary>Hands in an event that was held back for its rate.</summary>
    public async ValueTask<IntakeResult> TakeHeldEventAsync(DeviceLink device, DecodedEvent decoded, CancellationToken cancel)
    {
        for (var debt = device.Events.Take(0); debt > TimeSpan.Zero; debt = device.Events.Take(0)) await Task.Delay(debt, time, cancel);
        device.Events.Take(1);
        return await StoreAsync(device, decoded, time.GetUtcNow(), cancel);
    }

    /// <summary>Keeps a message that was not understood, and answers it.</summary>
    public IntakeResult Refuse(DeviceLink? device, string topic, ReadOnlyMemory<byte> payload, Rejection rejection)
    {
        metrics.Rejected(rejection.Cause);
        Keep(device?.Id.Value, topic, payload, rejection);
        if (device is null) return new IntakeResult(IntakeVerdict.Refused, Rejection: rejection);
        var receipt = DownPayloads.Rejected(EventDecoder.TryReadId(payload.Span), rejection);
        var tooOften = device.Refusals.Take(1) > TimeSpan.Zero;
        return new IntakeResult(tooOften ? IntakeVerdict.RefusedTooOften : IntakeVerdict.Refused, Rejection: rejection, Receipt: receipt);
    }

    /// <inheritdoc/>
    public async Task<EventReceipt> ReportEventAsync(DeviceKind kind, DeviceEvent deviceEvent, CancellationToken cancel)
    {
        var device = await devices.FindRegisteredAsync(deviceEvent.Device.Value, cancel);
        if (device is null || device.Kind != kind) throw new UnknownDeviceException(deviceEvent.Device, kind);
        metrics.Message(UpTopic.Event);
        return await device.Grain.ReportEvent(deviceEvent).WaitAsync(cancel);
    }

    /// <inheritdoc/>
    public async Task<EventReceipt> ReportObservationAsync(DeviceEvent seen, long epoch, CancellationToken cancel)
    {
        var device = await devices.FindRegisteredAsync(seen.Device.Value, cancel);
        if (device?.Grain is not ICameraGrain camera) throw new UnknownDeviceException(seen.Device, DeviceKind.Camera);
        metrics.Message(UpTopic.Event);
        return await camera.Observe(seen, epoch).WaitAsync(cancel);
    }

    /// <summary>Takes telemetry of a known device, from memory to memory.</summary>
    public IntakeResult TakeTelemetry(DeviceLink device, ReadOnlyMemory<byte> payload)
    {
        metrics.Message(UpTopic.Telemetry);
        device.LastHeard = time.GetTimestamp();
        var now = time.GetUtcNow();
        if (_telemetry.TryDecode(payload.Span, now, out var readings) is { } rejection)
            return Refuse(device, DeviceTopics.Of(device.Id, "telemetry"), payload, rejection);
        var values = 0;
        foreach (var reading in readings!) values += reading.Values.Length;
        if (!device.Values.TryTake(values, LongestValueDebt, out var debt))
        {
            coalescer.Shed(device, readings.Length, now);
            return new IntakeResult(IntakeVerdict.TakenSlowly, LongestHold);
        }
        coalescer.Add(device, readings, now, chattering: debt > TimeSpan.Zero);
        if (debt > TimeSpan.Zero) return new IntakeResult(IntakeVerdict.TakenSlowly, debt < LongestHold ? debt : LongestHold);
        return coalescer.IsCrowded ? new IntakeResult(IntakeVerdict.TakenSlowly, CrowdedHold) : IntakeResult.Taken;
    }

    private ValueTask<IntakeResult> TakeEventAsync(DeviceLink device, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (EventDecoder.TryDecode(payload.Span, now, out var decoded) is { } rejection)
            return ValueTask.FromResult(Refuse(device, DeviceTopics.Of(device.Id, "event"), payload, rejection));
        if (decoded!.IsSos) return StoreAsync(device, decoded, now, cancel);
        if (device.Events.Take(0) > TimeSpan.Zero)
        {
            coalescer.Add(device, [], now, chattering: true); // its grain is told with the next hand-over
            return ValueTask.FromResult(new IntakeResult(IntakeVerdict.TooFast, Event: decoded));
        }
        device.Events.Take(1);
        return StoreAsync(device, decoded, now, cancel);
    }

    private async ValueTask<IntakeResult> StoreAsync(DeviceLink device, DecodedEvent decoded, DateTimeOffset receivedAt, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        try
        {
            if (!decoded.IsSos) decoded = await stills.KeepAsync(device, decoded, cancel);
            var storing = device.Grain.ReportEvent(decoded.From(device.Id, receivedAt));
            if (decoded.IsSos) unstored.Watch(new UnstoredCall(device.Id, decoded.Id, decoded.Type, receivedAt, Stored: false), storing);
            var receipt = await storing.WaitAsync(cancel);
            metrics.Handled(UpTopic.Event, time.GetElapsedTime(started));
            return new IntakeResult(IntakeVerdict.Taken, Receipt: DownPayloads.Receipt(receipt));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            EventTooSlow(device.Id, decoded.Id, time.GetElapsedTime(started).TotalSeconds);
        }
        catch (Exception error)
        {
            // Edge of the process: storage is out of reach. No acknowledgement, so the device keeps the event and sends it again.
            metrics.Fault("event");
            EventNotStored(error, device.Id, decoded.Id);
        }
        return new IntakeResult(IntakeVerdict.NotStored);
    }

    private async ValueTask<IntakeResult> TakeWordAsync(DeviceLink device, UpTopic topic, ReadOnlyMemory<byte> payload, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        try
        {
            var (report, rejection) = Understand(device, topic, payload);
            if (rejection is not null) return Refuse(device, DeviceTopics.Of(device.Id, topic == UpTopic.Reply ? "command/reply" : topic == UpTopic.Birth ? "birth" : "state"), payload, rejection);
            await report!.WaitAsync(cancel);
            metrics.Handled(topic, time.GetElapsedTime(started));
            return IntakeResult.Taken;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            WordNotTaken(null, topic, device.Id);
        }
        catch (Exception error)
        {
            metrics.Fault("word");
            WordNotTaken(error, topic, device.Id);
        }
        return new IntakeResult(IntakeVerdict.NotStored);
    }

    private (Task? Report, Rejection? Rejection) Understand(DeviceLink device, UpTopic topic, ReadOnlyMemory<byte> payload)
    {
        var now = time.GetUtcNow();
        switch (topic)
        {
            case UpTopic.Birth:
                return DeviceWordDecoder.TryDecodeBirth(payload.Span, now, out var birth) is { } badBirth ? (null, badBirth) : (device.Grain.ReportBirth(birth!), null);
            case UpTopic.State:
                return DeviceWordDecoder.TryDecodeState(payload.Span, now, out var state) is { } badState ? (null, badState) : (device.Grain.ReportState(state!), null);
            default:
                return DeviceWordDecoder.TryDecodeReply(payload.Span, now, out var reply) is { } badReply ? (null, badReply) : (device.Grain.ReportReply(reply!), null);
        }
    }

    private void Keep(string? device, string topic, ReadOnlyMemory<byte> payload, Rejection rejection) => quarantine.Put(new QuarantinedMessage(
        0,
        device,
        topic.Length <= 256 ? topic : topic[..256],
        payload.Span[..Math.Min(payload.Length, StoredPayload)].ToArray(),
        payload.Length,
        rejection.Cause,
        rejection.Detail,
        time.GetUtcNow()));

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {EventId} of {Device} was not stored within {Seconds:0.0} s; it is not acknowledged")]
    private partial void EventTooSlow(DeviceId device, string eventId, double seconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {EventId} of {Device} could not be stored; it is not acknowledged")]
    private partial void EventNotStored(Exception error, DeviceId device, string eventId);

    [LoggerMessage(Level = LogLevel.Error, Message = "A {Topic} of {Device} could not be taken; it is not acknowledged")]
    private partial void WordNotTaken(Exception? error, UpTopic topic, DeviceId device);
}
