using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using MQTTnet;
using MQTTnet.Protocol;

namespace SafetyHub.Town.Homes;

/// <summary>
/// A robot, speaker, sensor or edge camera as its maker would build it against the device contract: birth, Last Will, telemetry, events that are kept
/// until they are acknowledged, commands answered. Reconnects by itself.
/// </summary>
internal sealed class VirtualDevice(DeviceAccount account, int port, TimeProvider clock, TownCounters counters) : IAsyncDisposable
{
    private const string Root = "safetyhub/v1/";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly SemaphoreSlim _connecting = new(1, 1);
    private readonly string _bootId = Guid.NewGuid().ToString("N")[..12];
    private long _sequence;

    public string Id => account.Id;

    public string Role => account.Role;

    /// <summary>Connects, says who it is and listens for commands.</summary>
    public async Task ConnectAsync(CancellationToken cancel)
    {
        await _connecting.WaitAsync(cancel);
        try
        {
            if (_client.IsConnected) return;
            _client.ApplicationMessageReceivedAsync -= OnMessageAsync;
            _client.ApplicationMessageReceivedAsync += OnMessageAsync;
            await _client.ConnectAsync(Options(), cancel);
            await _client.SubscribeAsync(Subscriptions(), cancel);
            await PublishAsync("birth", new { model = account.Model, vendor = "Town", firmware = "1.0.0", bootId = _bootId, capabilities = account.Capabilities }, retain: true, cancel);
            await PublishAsync("state", new { state = "online", bootId = _bootId }, retain: true, cancel);
        }
        finally
        {
            _connecting.Release();
        }
    }

    /// <summary>Reports what it measures; a reading that cannot be sent is gone.</summary>
    public async Task ReportTelemetryAsync(IReadOnlyDictionary<string, object> values, CancellationToken cancel)
    {
        if (!_client.IsConnected) await TryConnectAsync(cancel);
        if (!_client.IsConnected) return;
        try
        {
            await PublishAsync("telemetry", new { at = clock.GetUtcNow(), seq = Interlocked.Increment(ref _sequence), values }, retain: false, cancel);
            counters.Telemetry();
        }
        catch (Exception fault) when (fault is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            counters.FailedConnection();
        }
    }

    /// <summary>Reports an event and does not give up before the hub has acknowledged it.</summary>
    public async Task ReportEventAsync(string type, object? data, double? confidence, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N");
        var body = new { id, at = clock.GetUtcNow(), type, confidence, data };
        while (!await TryPublishEventAsync(body, cancel)) await Task.Delay(RetryAfter, clock, cancel);
        counters.Event(type);
    }

    public async ValueTask DisposeAsync()
    {
        if (_client.IsConnected) await _client.DisconnectAsync();
        _client.Dispose();
        _connecting.Dispose();
    }

    private MqttClientOptions Options() => new MqttClientOptionsBuilder()
        .WithTcpServer("127.0.0.1", port).WithClientId(account.Id).WithCredentials(account.Id, account.Secret).WithKeepAlivePeriod(TimeSpan.FromSeconds(60))
        .WithWillTopic(Root + account.Id + "/state").WithWillPayload(JsonSerializer.Serialize(new { state = "lost", bootId = _bootId }))
        .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithWillRetain().Build();

    private MqttClientSubscribeOptions Subscriptions() => new MqttClientSubscribeOptionsBuilder()
        .WithTopicFilter(Root + account.Id + "/command", MqttQualityOfServiceLevel.AtLeastOnce)
        .WithTopicFilter(Root + account.Id + "/receipt", MqttQualityOfServiceLevel.AtLeastOnce).Build();

    private async Task<bool> TryPublishEventAsync(object body, CancellationToken cancel)
    {
        if (!_client.IsConnected) await TryConnectAsync(cancel);
        try
        {
            return _client.IsConnected && (await PublishAsync("event", body, retain: false, cancel)).IsSuccess;
        }
        catch (Exception fault) when (fault is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task TryConnectAsync(CancellationToken cancel)
    {
        try
        {
            await ConnectAsync(cancel);
        }
        catch (Exception fault) when (fault is MQTTnet.Exceptions.MqttCommunicationException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            counters.FailedConnection();
        }
    }

    private Task<MqttClientPublishResult> PublishAsync(string topic, object body, bool retain, CancellationToken cancel) => _client.PublishAsync(
        new MqttApplicationMessageBuilder().WithTopic(Root + account.Id + "/" + topic).WithPayload(JsonSerializer.Serialize(body, Json))
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce).WithRetainFlag(retain).Build(), cancel);

    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs message)
    {
        if (message.ApplicationMessage.Topic.EndsWith("/receipt", StringComparison.Ordinal))
        {
            counters.Receipt();
            return;
        }
        using var command = JsonDocument.Parse(Encoding.UTF8.GetString(message.ApplicationMessage.Payload.ToArray()));
        var id = command.RootElement.GetProperty("id").GetString();
        counters.Command(command.RootElement.GetProperty("type").GetString() ?? "?");
        // Answered from another task: waiting for an acknowledgement inside the receive handler would wait for itself.
        _ = AnswerAsync(id!);
        await Task.CompletedTask;
    }

    private async Task AnswerAsync(string command)
    {
        try
        {
            await PublishAsync("command/reply", new { id = command, status = "done", data = new { spokenAt = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture) } }, retain: false, CancellationToken.None);
        }
        catch (MQTTnet.Exceptions.MqttCommunicationException)
        {
            counters.FailedConnection();
        }
    }
}
