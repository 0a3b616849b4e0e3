using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;
using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Mqtt.External;

/// <summary>
/// The bridge as a client of an external broker: one connection for what must not wait (events, states, births, replies) and one for telemetry, so that
/// no telemetry can stand in front of an event, in the broker's queue neither. The second one subscribes to everything, so that topics which the contract does
/// not know are seen and refused; what the first one brings comes there once more and is let go, which costs as much as there are events and no more.
/// </summary>
internal sealed partial class ExternalBroker : BackgroundService
{
    private const ushort TelemetryInFlight = 1_000;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    private readonly ExternalBrokerOptions _options;
    private readonly ExternalIntake _intake;
    private readonly BrokerPublisher _publisher;
    private readonly TimeProvider _time;
    private readonly MqttMetrics _metrics;
    private readonly ILogger<ExternalBroker> _log;
    private readonly BrokerLane _durable;
    private readonly BrokerLane _telemetry;
    private bool _retainedRead;

    public ExternalBroker(IOptions<MqttOptions> options, ExternalIntake intake, BrokerPublisher publisher, TimeProvider time, MqttMetrics metrics, ILogger<ExternalBroker> log)
    {
        (_options, _intake, _publisher, _time, _metrics, _log) = (options.Value.Broker, intake, publisher, time, metrics, log);
        string Shared(string filter) => (_options.SharedGroup.Length > 0 ? $"$share/{_options.SharedGroup}/" : "") + DeviceTopics.Root + filter;
        string Filter(string name) => Shared("+/" + name);
        var will = DownPayloads.HubState(online: false, time.GetUtcNow());
        _durable = new BrokerLane(
            new LanePlan($"safetyhub-{_options.BridgeName}-events", [Filter("event"), Filter("state"), Filter("birth"), Filter("command/reply"), DeviceTopics.HubState], (ushort)_options.EventsInWork, will),
            _options, TakeAsync, time, metrics, log);
        _telemetry = new BrokerLane(
            new LanePlan($"safetyhub-{_options.BridgeName}-telemetry", [Shared("#")], TelemetryInFlight, null) { Former = [Filter("telemetry")], WantsRetained = false },
            _options, intake.TakeRestAsync, time, metrics, log);
    }

    /// <summary>What is wrong, or null.</summary>
    public string? Trouble => (_durable.Connected, _telemetry.Connected) switch
    {
        (true, true) => null,
        (false, true) => "the connection for events to the external broker is down",
        (true, false) => "the connection for telemetry to the external broker is down",
        _ => "the external broker cannot be reached",
    };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            _durable.RunAsync(OnDurableConnectedAsync, stoppingToken),
            _telemetry.RunAsync((_, _) => Task.CompletedTask, stoppingToken),
            _publisher.RunAsync(_durable, stoppingToken));
        await LeaveAsync();
    }

    public override void Dispose()
    {
        _durable.Dispose();
        _telemetry.Dispose();
        base.Dispose();
    }

    private async Task OnDurableConnectedAsync(bool sessionKept, CancellationToken cancel)
    {
        await SayOnlineAsync(cancel);
        // A plain subscription brings the retained messages by itself; a shared one does not, so a bridge that starts reads them once.
        if (_options.SharedGroup.Length == 0 || (sessionKept && _retainedRead)) return;
        await ReadRetainedAsync(cancel);
        _retainedRead = true;
    }

    private async Task TakeAsync(MqttApplicationMessageReceivedEventArgs args, CancellationToken connection)
    {
        if (args.ApplicationMessage.Topic != DeviceTopics.HubState)
        {
            await _intake.TakeDurableAsync(args, connection);
            return;
        }
        // Another bridge went and its Last Will spoke for the whole hub; this one is alive and says so.
        if (Encoding.UTF8.GetString(args.ApplicationMessage.Payload).Contains("\"online\":false", StringComparison.Ordinal)) _ = SayOnlineQuietlyAsync(connection);
    }

    private Task SayOnlineAsync(CancellationToken cancel) =>
        _durable.PublishAsync(DeviceTopics.HubState, DownPayloads.HubState(online: true, _time.GetUtcNow()), retain: true, cancel);

    private async Task SayOnlineQuietlyAsync(CancellationToken cancel)
    {
        try
        {
            await SayOnlineAsync(cancel);
        }
        catch (Exception error)
        {
            // Edge: the connection went; the next one says it again.
            _metrics.Fault("broker-publish");
            NotSaid(error.Message);
        }
    }

    private async Task ReadRetainedAsync(CancellationToken cancel)
    {
        using var reader = new MqttClientFactory().CreateMqttClient();
        var last = _time.GetTimestamp();
        reader.ApplicationMessageReceivedAsync += async args =>
        {
            last = _time.GetTimestamp();
            // Live messages come on the shared subscription.
            if (args.ApplicationMessage.Retain) await _intake.TakeRetainedAsync(args.ApplicationMessage, cancel);
        };
        await reader.ConnectAsync(BrokerConnect.Passing(_options, $"safetyhub-{_options.BridgeName}-retained"), cancel);
        var subscribe = new MqttClientSubscribeOptionsBuilder()
            .WithTopicFilter(DeviceTopics.Root + "+/birth", MqttQualityOfServiceLevel.AtMostOnce)
            .WithTopicFilter(DeviceTopics.Root + "+/state", MqttQualityOfServiceLevel.AtMostOnce);
        await reader.SubscribeAsync(subscribe.Build(), cancel);
        while (_time.GetElapsedTime(last) < Quiet) await Task.Delay(Quiet, _time, cancel);
        await reader.DisconnectAsync(cancellationToken: cancel);
    }

    private async Task LeaveAsync()
    {
        try
        {
            if (_durable.Connected) await _durable.PublishAsync(DeviceTopics.HubState, DownPayloads.HubState(online: false, _time.GetUtcNow()), retain: true, CancellationToken.None);
            await _durable.LeaveAsync();
            await _telemetry.LeaveAsync();
        }
        catch (Exception error)
        {
            // Edge: the broker is gone; its Last Will for this bridge says the same.
            NotSaid(error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The state of the hub could not be published: {Reason}")]
    private partial void NotSaid(string reason);
}
