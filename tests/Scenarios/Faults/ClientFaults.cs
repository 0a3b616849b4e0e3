using System.Text;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>F7: clients that stop reading or never acknowledge.</summary>
public sealed class SlowConsumers : RawFault
{
    private const long MostGrowth = 60 * 1024 * 1024;

    /// <inheritdoc/>
    public override string Row => "F7";

    /// <inheritdoc/>
    public override string Injected => "a live-feed client that stops reading, and a device that never acknowledges what it is sent";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await using var mute = await ConnectAsync();
        mute.AcknowledgesMessages = false;
        await mute.SubscribeAsync($"safetyhub/v1/{Robot}/receipt");
        using var stalled = await StalledFeed.OpenAsync(Hub);
        await SendAsync(2, "f7-warm");
        var before = Hub.ResidentBytes;
        var latencies = new Latencies();
        for (var n = 0; n < (Thorough ? 2000 : 150); n++)
        {
            // A new id each: each gets a receipt that is never acknowledged and a change that is never read.
            await Task.WhenAny(mute.PublishAsync($"safetyhub/v1/{Robot}/event", Encoding.UTF8.GetBytes($"{{\"id\":\"mute-{n}\",\"at\":\"{DateTimeOffset.UtcNow:O}\",\"type\":\"sos.button\"}}")), mute.Closed, Task.Delay(5000));
            var start = System.Diagnostics.Stopwatch.GetTimestamp();
            await Devices[n % Devices.Count].SendUntilAcknowledgedAsync($"f7-{n}", "sos.button").WaitAsync(TimeSpan.FromSeconds(30));
            latencies.AddSince(start);
            await Task.Delay(60);
        }
        var growth = Hub.ResidentBytes - before;
        Note($"memory grew by {growth / 1048576} MiB; others' PUBACK {latencies.Summarise()}; the mute device is {(mute.Closed.IsCompleted ? "disconnected" : "connected")}");
        Expect(growth <= MostGrowth, $"memory grew by {growth / 1048576} MiB");
        ExpectInTime(latencies.Summarise().P99 <= 1000, $"others' p99 {latencies.Summarise().P99} ms");
        UntilHealthy = await TimeOneAsync("f7-after");
    }

    /// <summary>A SignalR connection over a raw WebSocket that says hello and then never reads.</summary>
    private sealed class StalledFeed(System.Net.WebSockets.ClientWebSocket socket) : IDisposable
    {
        public static async Task<StalledFeed> OpenAsync(HubProcess hub)
        {
            var socket = new System.Net.WebSockets.ClientWebSocket();
            socket.Options.SetRequestHeader("Authorization", "Bearer " + hub.Settings.Token);
            await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{hub.Settings.HttpPort}/hubs/incidents"), CancellationToken.None);
            await socket.SendAsync("{\"protocol\":\"json\",\"version\":1}\u001e"u8.ToArray(), System.Net.WebSockets.WebSocketMessageType.Text, true, CancellationToken.None);
            return new StalledFeed(socket);
        }

        public void Dispose() => socket.Dispose();
    }
}

/// <summary>F5: the external broker is restarted.</summary>
public sealed class ExternalBrokerRestarted : Fault
{
    private static readonly TimeSpan BackWithin = TimeSpan.FromSeconds(5);
    private Mosquitto? _broker;

    /// <inheritdoc/>
    public override string Row => "F5";

    /// <inheritdoc/>
    public override string Injected => "restart of an external mosquitto with persistence";

    /// <inheritdoc/>
    protected override int DeviceCount => 5;

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_broker is not null) await _broker.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override async Task<HubSettings> SettingsAsync(HubSettings standard)
    {
        _broker = await Mosquitto.StartAsync(standard.MqttPort);
        var environment = new Dictionary<string, string> { ["SafetyHub__Mqtt__Broker__Host"] = "127.0.0.1", ["SafetyHub__Mqtt__Broker__Port"] = $"{_broker.Port}" };
        return standard with { Environment = environment };
    }

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await SendAsync(5, "f5-before");
        await ReceiptsAsync(TimeSpan.FromSeconds(15));
        var sending = SendAsync(10, "f5-during");
        await _broker!.RestartAsync();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Devices[0].SendUntilAcknowledgedAsync("f5-after", "sos.button");
        while (!Devices[0].Receipts.Contains("f5-after") && clock.Elapsed < TimeSpan.FromSeconds(30)) await Task.Delay(50);
        UntilHealthy = clock.Elapsed;
        ExpectInTime(UntilHealthy <= BackWithin + TimeSpan.FromSeconds(2), $"the first receipt after the restart came only after {UntilHealthy}");
        await sending.WaitAsync(TimeSpan.FromMinutes(1));
        await ReceiptsAsync(TimeSpan.FromSeconds(15));
        var silent = await Hub.Api.IncidentsAsync("all");
        Expect(!silent.Any(i => i.GetProperty("category").GetString() == "device-silence"), "the restart was taken for silent devices");
    }

    /// <summary>An external broker's acknowledgement is not the hub's: the receipt is.</summary>
    private async Task ReceiptsAsync(TimeSpan within)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (Devices.Any(d => d.Acknowledged.Except(d.Receipts).Any()) && clock.Elapsed < within) await Task.Delay(100);
        var missing = Devices.Sum(d => d.Acknowledged.Except(d.Receipts).Count());
        Note($"{missing} receipts missing of {Devices.Sum(d => d.Acknowledged.Count)}");
    }
}
