using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;

namespace SafetyHub.DeviceBridge.Mqtt.External;

/// <summary>What a lane is for.</summary>
/// <param name="ClientId">Stable client id; the broker keeps the session under it.</param>
/// <param name="Filters">What it subscribes to.</param>
/// <param name="InFlight">Messages the broker may send before the first is acknowledged.</param>
/// <param name="Will">Its Last Will on <c>_hub/state</c>, or null.</param>
internal sealed record LanePlan(string ClientId, IReadOnlyList<string> Filters, ushort InFlight, byte[]? Will)
{
    /// <summary>What an earlier version subscribed to under this client id: taken back, as the broker would send its messages twice.</summary>
    public IReadOnlyList<string> Former { get; init; } = [];

    /// <summary>False: what the broker has retained is not wanted here.</summary>
    public bool WantsRetained { get; init; } = true;
}

/// <summary>
/// One connection to the external broker that is always made again, with a session that the broker keeps. The broker sends at most
/// <see cref="LanePlan.InFlight"/> messages that are not acknowledged, which bounds the memory here; the rest waits there.
/// </summary>
internal sealed partial class BrokerLane : IDisposable
{
    private static readonly TimeSpan CallDeadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);

    private readonly LanePlan _plan;
    private readonly ExternalBrokerOptions _options;
    private readonly Func<MqttApplicationMessageReceivedEventArgs, CancellationToken, Task> _take;
    private readonly TimeProvider _time;
    private readonly MqttMetrics _metrics;
    private readonly ILogger _log;
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private CancellationTokenSource _connection = new();
    private TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BrokerLane(
        LanePlan plan,
        ExternalBrokerOptions options,
        Func<MqttApplicationMessageReceivedEventArgs, CancellationToken, Task> take,
        TimeProvider time,
        MqttMetrics metrics,
        ILogger log)
    {
        (_plan, _options, _take, _time, _metrics, _log) = (plan, options, take, time, metrics, log);
        _client.ApplicationMessageReceivedAsync += args => _take(args, _connection.Token);
        _client.DisconnectedAsync += _ =>
        {
            _lost.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Connects, calls <paramref name="connected"/>, waits for the loss of the connection and begins again, until cancelled.</summary>
    public async Task RunAsync(Func<bool, CancellationToken, Task> connected, CancellationToken stopping)
    {
        var retry = FirstRetry;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(connected, stopping);
                retry = FirstRetry;
                LastFault = null;
                await _lost.Task.WaitAsync(stopping);
                Lost(_plan.ClientId);
            }
            catch (Exception error) when (!stopping.IsCancellationRequested)
            {
                _metrics.Fault("broker-connection");
                LastFault = error.Message;
                NotConnected(_plan.ClientId, retry.TotalSeconds, error.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            await _connection.CancelAsync();
            try
            {
                await Task.Delay(retry, _time, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            retry = retry * 2 < _options.LongestRetry ? retry * 2 : _options.LongestRetry;
        }
    }

    public bool Connected => _client.IsConnected;

    /// <summary>Why the last attempt to connect failed; null when it did not.</summary>
    public string? LastFault { get; private set; }

    /// <summary>Publishes with QoS 1; throws when the broker did not take it.</summary>
    public async Task PublishAsync(string topic, byte[] payload, bool retain, CancellationToken cancel)
    {
        var message = new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).Build();
        await _client.PublishAsync(message, cancel).WaitAsync(CallDeadline, _time, cancel);
    }

    /// <summary>Says goodbye, so that the Last Will stays silent.</summary>
    public async Task LeaveAsync()
    {
        if (_client.IsConnected) await _client.DisconnectAsync().WaitAsync(CallDeadline, _time);
    }

    public void Dispose()
    {
        _client.Dispose();
        _connection.Dispose();
    }

    private async Task ConnectAsync(Func<bool, CancellationToken, Task> connected, CancellationToken stopping)
    {
        _connection.Dispose();
        _connection = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = await _client.ConnectAsync(BrokerConnect.Options(_options, _plan), stopping).WaitAsync(CallDeadline, _time, stopping);
        if (result.ResultCode != MqttClientConnectResultCode.Success) throw new InvalidOperationException($"The broker refused the connection: {result.ResultCode}");
        if (result.IsSessionPresent) await LeaveFormerAsync(stopping);
        // Always, because the plan may have changed since the session was made.
        var retained = _plan.WantsRetained ? MqttRetainHandling.SendAtSubscribe : MqttRetainHandling.DoNotSendOnSubscribe;
        var subscribe = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in _plan.Filters) subscribe.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce, retainHandling: retained);
        var granted = await _client.SubscribeAsync(subscribe.Build(), stopping).WaitAsync(CallDeadline, _time, stopping);
        if (granted.Items.FirstOrDefault(i => (int)i.ResultCode >= 0x80) is { } refused)
            throw new InvalidOperationException($"The broker refused the subscription {refused.TopicFilter.Topic}: {refused.ResultCode}");
        await connected(result.IsSessionPresent, stopping);
        Joined(_plan.ClientId, result.IsSessionPresent);
    }

    private async Task LeaveFormerAsync(CancellationToken stopping)
    {
        if (_plan.Former.Count == 0) return;
        var leave = new MqttClientUnsubscribeOptionsBuilder();
        foreach (var filter in _plan.Former) leave.WithTopicFilter(filter);
        await _client.UnsubscribeAsync(leave.Build(), stopping).WaitAsync(CallDeadline, _time, stopping);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{ClientId} is connected to the broker (session kept: {Kept})")]
    private partial void Joined(string clientId, bool kept);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ClientId} lost the broker; it connects again")]
    private partial void Lost(string clientId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{ClientId} could not connect to the broker, next attempt in {Seconds:0.0} s: {Reason}")]
    private partial void NotConnected(string clientId, double seconds, string reason);
}
