using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Bridge;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.External;

/// <summary>
/// Publishes to devices through the external broker, in order. 4,096 messages may wait while the broker is away; beyond that the oldest goes and is
/// counted (a command comes again from the ledger, a receipt when its event comes again, a configuration when the device is born again).
/// </summary>
internal sealed partial class BrokerPublisher : IDownCarrier
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);
    private readonly Channel<(string Topic, byte[] Payload, bool Retain)> _messages;
    private readonly TimeProvider _time;
    private readonly MqttMetrics _metrics;
    private readonly ILogger<BrokerPublisher> _log;

    public BrokerPublisher(TimeProvider time, MqttMetrics metrics, ILogger<BrokerPublisher> log)
    {
        (_time, _metrics, _log) = (time, metrics, log);
        _messages = Channel.CreateBounded<(string, byte[], bool)>(
            new BoundedChannelOptions(4_096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => _metrics.Undelivered("broker-line-full"));
    }

    /// <inheritdoc/>
    public bool ReachesAll => true;

    /// <inheritdoc/>
    public bool TrySend(DeviceLink device, DownChannel channel, byte[] payload, bool keep) =>
        _messages.Writer.TryWrite((DeviceTopics.Of(device.Id, channel), payload, channel == DownChannel.Config));

    /// <summary>Publishes what waits, until cancelled.</summary>
    public async Task RunAsync(BrokerLane lane, CancellationToken stopping)
    {
        try
        {
            await foreach (var message in _messages.Reader.ReadAllAsync(stopping))
            {
                while (!await TryPublishAsync(lane, message, stopping)) await Task.Delay(Retry, _time, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The bridge stops; what waits comes again as the summary says.
        }
    }

    private async Task<bool> TryPublishAsync(BrokerLane lane, (string Topic, byte[] Payload, bool Retain) message, CancellationToken stopping)
    {
        if (!lane.Connected) return false;
        try
        {
            await lane.PublishAsync(message.Topic, message.Payload, message.Retain, stopping);
            return true;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Edge of the loop: the broker went away in between; the same message is tried again.
            _metrics.Fault("broker-publish");
            NotPublished(message.Topic, error.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The broker did not take a message for {Topic}; it is tried again: {Reason}")]
    private partial void NotPublished(string topic, string reason);
}
