using System.Text;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Keeps foreign messages that were not understood in the quarantine: 60 a minute and adapter; further ones are counted only.</summary>
internal sealed partial class ForeignRefusals(
    IQuarantine quarantine, DeviceDirectory devices, TelemetryCoalescer coalescer, TimeProvider time, ILogger<ForeignRefusals> log)
{
    private const int StoredPayload = 4 * 1024;
    private const int LongestTopic = 256;

    public void Keep(AdapterLink adapter, ForeignMessage message, Rejection rejection)
    {
        adapter.Count("refused");
        var payload = message.Payload.Span[..Math.Min(message.Payload.Length, StoredPayload)].ToArray();
        Put(adapter, null, new QuarantinedMessage(0, null, message.Topic, payload, message.Payload.Length, rejection.Cause, rejection.Detail, message.ReceivedAt));
    }

    /// <summary>Keeps what a camera sent beyond its rate, and tells its grain that it is chattering.</summary>
    public void TooFast(AdapterLink adapter, DeviceId camera, Sighting seen)
    {
        if (devices.Find(camera) is { } device) coalescer.Add(device, [], time.GetUtcNow(), chattering: true);
        Put(adapter, camera, new QuarantinedMessage(
            0, camera.Value, seen.On, Encoding.UTF8.GetBytes(seen.Key), seen.Key.Length, "too-fast", "The camera sends more events than its limit allows", time.GetUtcNow()));
    }

    private void Put(AdapterLink adapter, DeviceId? camera, QuarantinedMessage message)
    {
        if (!adapter.Refusals.TryTakeWithin(1, TimeSpan.Zero, out _)) return;
        quarantine.Put(message with { Topic = message.Topic.Length <= LongestTopic ? message.Topic : message.Topic[..LongestTopic] });
        Refused(adapter.Name, camera?.Value, message.Cause, message.Detail);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of adapter {Adapter} ({Camera}) is in quarantine: {Cause}, {Detail}")]
    private partial void Refused(string adapter, string? camera, string cause, string detail);
}
