using System.Buffers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using MQTTnet;
using MQTTnet.Protocol;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.DeviceBridge.Mqtt.External;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// The hub's own connections to the brokers of foreign systems, one for each adapter, always made again. A message is acknowledged when the hub has what becomes of
/// it; the broker sends no more than <see cref="AdaptersOptions.MessagesInWork"/> without one. Subscriptions are plain ones: a shared one brings no
/// retained messages, and those are what tells how the cameras stand.
/// </summary>
internal sealed partial class ForeignBrokers : BackgroundService
{
    private readonly List<(AdapterLink Adapter, BrokerLane Lane)> _lanes = [];
    private readonly AdapterIntake _intake;
    private readonly ForeignInbox _inbox;
    private readonly TimeProvider _time;
    private readonly ILogger<ForeignBrokers> _log;

    public ForeignBrokers(
        AdapterDirectory adapters, AdapterIntake intake, ForeignInbox inbox, ForeignBrokerParts parts, TimeProvider time, ILogger<ForeignBrokers> log)
    {
        (_intake, _inbox, _time, _log) = (intake, inbox, time, log);
        foreach (var adapter in adapters.All.Where(a => a.Source.Way != AdapterWay.Embedded))
        {
            var plan = new LanePlan($"safetyhub-{parts.BridgeName}-{adapter.Name}", adapter.Protocol.Filters, parts.InWork, null);
            var lane = new BrokerLane(plan, parts.Of(adapter.Source), (args, connection) => TakeAsync(adapter, args, connection), time, parts.Metrics, log);
            adapter.Connection.Ask(() => lane.Connected, () => lane.LastFault);
            _lanes.Add((adapter, lane));
        }
    }

    public override void Dispose()
    {
        foreach (var (_, lane) in _lanes) lane.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(_lanes.Select(l => l.Lane.RunAsync((_, _) => Task.CompletedTask, stoppingToken)));
        foreach (var (adapter, lane) in _lanes) await LeaveAsync(adapter, lane);
    }

    private Task TakeAsync(AdapterLink adapter, MqttApplicationMessageReceivedEventArgs args, CancellationToken connection)
    {
        args.AutoAcknowledge = false;
        var message = args.ApplicationMessage;
        // Read before this returns: the client reuses the memory afterwards.
        var payload = message.Payload.IsSingleSegment ? message.Payload.First : message.Payload.ToArray();
        var reading = _intake.Read(adapter, new ForeignMessage(message.Topic, payload, message.Retain, _time.GetUtcNow()));
        if (message.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce) _ = AcknowledgeAsync(adapter, args, reading is null ? Task.CompletedTask : _inbox.PostAsync(adapter, reading, connection), connection);
        else if (reading is not null) _inbox.TryPostForGood(adapter, reading);
        return Task.CompletedTask;
    }

    private async Task AcknowledgeAsync(AdapterLink adapter, MqttApplicationMessageReceivedEventArgs args, Task handling, CancellationToken connection)
    {
        try
        {
            await handling;
            await args.AcknowledgeAsync(connection);
        }
        catch (Exception error)
        {
            // Edge: the connection ended, or the inbox has said what failed. Without the acknowledgement the broker sends the message again.
            NotAcknowledged(adapter.Name, error.Message);
        }
    }

    private async Task LeaveAsync(AdapterLink adapter, BrokerLane lane)
    {
        try
        {
            await lane.LeaveAsync();
        }
        catch (Exception error)
        {
            // Edge: the broker is gone; nothing is owed to it.
            NotAcknowledged(adapter.Name, error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A message of adapter {Adapter} was not acknowledged to its broker: {Reason}")]
    private partial void NotAcknowledged(string adapter, string reason);
}

/// <summary>What the connections to foreign brokers take from the hub's own settings.</summary>
internal sealed class ForeignBrokerParts(IOptions<MqttOptions> mqtt, IOptions<AdaptersOptions> adapters, MqttMetrics metrics)
{
    public string BridgeName => mqtt.Value.Broker.BridgeName;

    public ushort InWork => (ushort)adapters.Value.MessagesInWork;

    public MqttMetrics Metrics => metrics;

    public ExternalBrokerOptions Of(AdapterSourceOptions source) => source.Way == AdapterWay.HubBroker ? mqtt.Value.Broker : new ExternalBrokerOptions
    {
        Host = source.Host,
        Port = source.Port,
        Tls = source.Tls,
        AuthoritiesPath = source.AuthoritiesPath,
        Username = source.Username,
        Password = source.Password,
        LongestRetry = source.LongestRetry,
    };
}
