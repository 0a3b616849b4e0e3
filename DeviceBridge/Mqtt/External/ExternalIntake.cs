using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;
using MQTTnet;
using SafetyHub.DeviceBridge.Bridge;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.External;

/// <summary>
/// Brings messages from the external broker to the intake. A message is acknowledged to the broker when the hub has it; what cannot be stored is tried
/// again here, holding its place in the broker's window, so that a dead storage stops the flow instead of losing it.
/// </summary>
internal sealed partial class ExternalIntake(DeviceDirectory devices, DeviceIntake intake, DownRouter down, TimeProvider time, MqttMetrics metrics, ILogger<ExternalIntake> log)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    // The last task of each device that has one: keeps the order within a device. Bounded by the broker's window.
    private readonly Dictionary<string, (long Turn, Task Work)> _tails = new(StringComparer.Ordinal);
    private long _turns;

    /// <summary>Takes an event, a birth, a state or a reply. Returns at once; the acknowledgement follows.</summary>
    public Task TakeDurableAsync(MqttApplicationMessageReceivedEventArgs args, CancellationToken connection)
    {
        args.AutoAcknowledge = false;
        // The client reuses the memory when this returns.
        var (topic, payload) = (args.ApplicationMessage.Topic, args.ApplicationMessage.Payload.ToArray());
        var (device, name) = Split(topic);
        lock (_tails)
        {
            var turn = ++_turns;
            var before = _tails.TryGetValue(device, out var tail) ? tail.Work : Task.CompletedTask;
            _tails[device] = (turn, InOrderAsync(before, device, turn, async () =>
            {
                await StoreAsync(device, name, topic, payload, connection);
                await args.AcknowledgeAsync(connection);
            }));
        }
        return Task.CompletedTask;
    }

    /// <summary>
    /// Takes telemetry, withholding the acknowledgement where the intake says so, and refuses topics that the contract does not know. What the other
    /// connection brings, and what the hub itself publishes, is let go.
    /// </summary>
    public async Task TakeRestAsync(MqttApplicationMessageReceivedEventArgs args, CancellationToken connection)
    {
        var (topic, payload) = (args.ApplicationMessage.Topic, args.ApplicationMessage.Payload);
        var (id, name) = Split(topic);
        if (name is UpTopic.Event or UpTopic.State or UpTopic.Birth or UpTopic.Reply || DeviceTopics.IsOfTheHub(topic)) return;
        args.AutoAcknowledge = false;
        var bytes = payload.IsSingleSegment ? payload.First : payload.ToArray();
        var device = await FindAsync(id, connection);
        var result = device is null || name == UpTopic.Unknown ? Unknown(device, id, topic, bytes) : await intake.TakeAsync(device, name, bytes, connection);
        // Whoever keeps sending what is not understood is not answered each time: the broker's line to the devices is for receipts that help.
        if (device is not null && result.Receipt is not null && result.Verdict != IntakeVerdict.RefusedTooOften) down.Send(device, DownChannel.Receipt, result.Receipt);
        if (result.Verdict == IntakeVerdict.TakenSlowly) _ = LaterAsync(args, result.Hold, connection);
        else await args.AcknowledgeAsync(connection);
    }

    /// <summary>Takes a retained birth or state that the broker still knew.</summary>
    public async Task TakeRetainedAsync(MqttApplicationMessage message, CancellationToken cancel)
    {
        if (DeviceTopics.IsOfTheHub(message.Topic)) return;
        var (device, name) = Split(message.Topic);
        await StoreAsync(device, name, message.Topic, message.Payload.ToArray(), cancel);
    }

    private static (string Device, UpTopic Name) Split(string topic)
    {
        var rest = topic.StartsWith(DeviceTopics.Root, StringComparison.Ordinal) ? topic[DeviceTopics.Root.Length..] : "";
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? ("", UpTopic.Unknown) : (rest[..slash], DeviceTopics.ParseName(Encoding.UTF8.GetBytes(rest[(slash + 1)..])));
    }

    private async Task InOrderAsync(Task before, string device, long turn, Func<Task> take)
    {
        // Yields at least once, so that this turn stands in the table before it can take itself out.
        await Task.Yield();
        await before;
        try
        {
            await take();
        }
        catch (Exception error)
        {
            // Edge: the connection ended. Without the acknowledgement the broker sends the message again on the next one.
            if (error is not OperationCanceledException) metrics.Fault("broker-intake");
            NotAcknowledged(device, error.Message);
        }
        finally
        {
            lock (_tails)
            {
                if (_tails.TryGetValue(device, out var tail) && tail.Turn == turn) _tails.Remove(device);
            }
        }
    }

    private async Task StoreAsync(string id, UpTopic name, string topic, byte[] payload, CancellationToken connection)
    {
        for (var retry = FirstRetry; ; retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry)
        {
            if (await TryStoreAsync(id, name, topic, payload, connection)) return;
            await Task.Delay(retry, time, connection);
        }
    }

    private async Task<bool> TryStoreAsync(string id, UpTopic name, string topic, byte[] payload, CancellationToken connection)
    {
        var device = await FindAsync(id, connection);
        if (device is null || name == UpTopic.Unknown)
        {
            Unknown(device, id, topic, payload);
            return true;
        }
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(connection);
        deadline.CancelAfter(Deadline);
        var result = await intake.TakeAsync(device, name, payload, deadline.Token);
        if (result.Verdict == IntakeVerdict.TooFast) result = await intake.TakeHeldEventAsync(device, result.Event!, connection);
        if (result.Verdict == IntakeVerdict.NotStored) return false;
        if (result.Receipt is not null) down.Send(device, DownChannel.Receipt, result.Receipt);
        if (result.Verdict == IntakeVerdict.Taken && name == UpTopic.Birth) await GreetAsync(device);
        return true;
    }

    /// <summary>A birth is how a device behind an external broker says that it is there.</summary>
    private async Task GreetAsync(DeviceLink device)
    {
        try
        {
            var greeting = await device.Grain.Connected().WaitAsync(Deadline, time);
            if (greeting.DesiredConfig is { } config) down.Send(device, DownChannel.Config, Encoding.UTF8.GetBytes(config));
            foreach (var command in greeting.Commands) down.Send(device, DownChannel.Command, DownPayloads.Command(command));
        }
        catch (Exception error)
        {
            metrics.Fault("greeting");
            NotGreeted(error, device.Id);
        }
    }

    private async ValueTask<DeviceLink?> FindAsync(string id, CancellationToken cancel)
    {
        for (var retry = FirstRetry; ; retry = retry * 2 < LongestRetry ? retry * 2 : LongestRetry)
        {
            try
            {
                return await devices.FindRegisteredAsync(id, cancel);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                metrics.Fault("registry");
                RegistryFailed(error);
            }
            await Task.Delay(retry, time, cancel);
        }
    }

    private IntakeResult Unknown(DeviceLink? device, string id, string topic, ReadOnlyMemory<byte> payload)
    {
        if (device is null && DeviceId.TryParse(id, out _)) return intake.Refuse(null, topic, payload, new Rejection(RejectionCause.UnknownDevice, "Nobody registered this device"));
        // A claim code is a secret and lies in no quarantine.
        return DeviceTopics.IsProvisioning(topic)
            ? intake.Refuse(null, topic, default, new Rejection(RejectionCause.UnknownTopic, "Claims are not exchanged behind an external broker; the payload is not kept"))
            : intake.Refuse(device, topic, payload, new Rejection(RejectionCause.UnknownTopic, DeviceTopics.Malformed(topic) ?? "No such topic in the device contract"));
    }

    private async Task LaterAsync(MqttApplicationMessageReceivedEventArgs args, TimeSpan hold, CancellationToken connection)
    {
        try
        {
            await Task.Delay(hold, time, connection);
            await args.AcknowledgeAsync(connection);
        }
        catch (Exception error)
        {
            // Edge: the connection ended; the broker sends the message again.
            NotAcknowledged(args.ApplicationMessage.Topic, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of {Device} was not acknowledged to the broker, which will send it again: {Reason}")]
    private partial void NotAcknowledged(string device, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Device} could not be told its configuration and commands; its next birth asks again")]
    private partial void NotGreeted(Exception error, DeviceId device);

    [LoggerMessage(Level = LogLevel.Error, Message = "The device registry could not be asked; the message waits")]
    private partial void RegistryFailed(Exception error);
}
