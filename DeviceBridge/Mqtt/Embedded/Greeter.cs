using Microsoft.Extensions.Logging;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using SafetyHub.DeviceBridge.Mqtt.Codecs;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>
/// Tells a session what it must know when it subscribes or comes back: retained values, which are served from the hub's own state and so survive any
/// restart, and open commands from the ledger.
/// </summary>
internal sealed partial class Greeter(HubState hub, TimeProvider time, MqttMetrics metrics, ILogger<Greeter> log)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>After SUBACK.</summary>
    public Task GreetAsync(DeviceSession session, IReadOnlyCollection<MqttTopicFilter> filters)
    {
        bool Asked(string topic) => filters.Any(f => f.RetainHandling != MqttRetainHandling.DoNotSendOnSubscribe && DeviceTopics.Matches(f.Topic, topic));
        var command = DeviceTopics.Of(session.Device.Id, DownChannel.Command);
        return TellAsync(session, Asked, commands: filters.Any(f => DeviceTopics.Matches(f.Topic, command)));
    }

    /// <summary>After the CONNACK of a kept session. The configuration is told as news: it may have changed meanwhile.</summary>
    public Task WelcomeBackAsync(DeviceSession session)
    {
        var config = DeviceTopics.Of(session.Device.Id, DownChannel.Config);
        return TellAsync(session, topic => topic == config && session.Wants(topic) is not null, session.Wants(DeviceTopics.Of(session.Device.Id, DownChannel.Command)) is not null);
    }

    private async Task TellAsync(DeviceSession session, Func<string, bool> asked, bool commands)
    {
        var device = session.Device;
        var config = DeviceTopics.Of(device.Id, DownChannel.Config);
        var (birth, state) = (DeviceTopics.Of(device.Id, "birth"), DeviceTopics.Of(device.Id, "state"));
        try
        {
            if (asked(DeviceTopics.HubState)) session.TrySend(DeviceTopics.HubState, hub.Payload, retained: true);
            if (asked(birth) || asked(state)) await TellTwinAsync(session, asked(birth) ? birth : null, asked(state) ? state : null);
            if (!commands && !asked(config)) return;
            var greeting = await device.Grain.Connected().WaitAsync(Deadline, time);
            if (asked(config) && greeting.DesiredConfig is { } desired) session.TrySend(config, System.Text.Encoding.UTF8.GetBytes(desired), retained: true);
            if (commands) TellCommands(session, greeting.Commands);
        }
        catch (Exception error)
        {
            // Edge: the grain is out of reach. Closing makes the device come again and ask again; silence would leave it without its commands.
            metrics.Fault("greeting");
            NotGreeted(error, device.Id);
            session.Channel?.Close(CloseReason.Fault);
        }
    }

    private async Task TellTwinAsync(DeviceSession session, string? birthTopic, string? stateTopic)
    {
        var twin = await session.Device.Grain.Get().WaitAsync(Deadline, time);
        if (birthTopic is not null && twin.Birth is { } birth) session.TrySend(birthTopic, DownPayloads.Birth(birth), retained: true);
        if (stateTopic is not null && twin.State != DeviceState.Unknown) session.TrySend(stateTopic, DownPayloads.State(twin.State, twin.Birth?.BootId), retained: true);
    }

    private void TellCommands(DeviceSession session, IReadOnlyList<DeviceCommand> commands)
    {
        var now = time.GetUtcNow();
        var topic = DeviceTopics.Of(session.Device.Id, DownChannel.Command);
        foreach (var command in commands)
        {
            if (command.ExpiresAt > now && session.MarkCommand(command.Id)) session.TrySend(topic, DownPayloads.Command(command));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Device} could not be told its configuration and commands; its connection is closed")]
    private partial void NotGreeted(Exception error, DeviceId device);
}
