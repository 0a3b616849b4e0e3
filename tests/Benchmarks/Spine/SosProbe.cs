using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR.Client;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>How long a call for help takes: to its PUBACK, to its receipt, to the incident in the API, to a SignalR client.</summary>
/// <param name="PubAck">Publish to PUBACK: the incident is on disk.</param>
/// <param name="Receipt">Publish to the receipt at the device.</param>
/// <param name="Api">Publish to the first API answer that holds the signal, asked every 2 ms.</param>
/// <param name="SignalR">Publish to the change at a SignalR client.</param>
internal sealed record SosLatency(LatencySummary PubAck, LatencySummary Receipt, LatencySummary Api, LatencySummary SignalR);

/// <summary>Sends calls for help one after the other, each from another home, and times them.</summary>
internal sealed class SosProbe(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices)
{
    public async Task<SosLatency> RunAsync(int count, TimeSpan pause)
    {
        await using var live = new HubConnectionBuilder()
            .WithUrl($"{hub.Api.Http.BaseAddress}hubs/incidents", o => o.AccessTokenProvider = () => Task.FromResult<string?>(hub.Settings.Token)).Build();
        var shown = new System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource>();
        live.On<JsonElement, long>("IncidentChanged", (incident, _) =>
        {
            foreach (var signal in incident.GetProperty("signals").EnumerateArray())
            {
                if (shown.TryGetValue(signal.GetProperty("id").GetString()!, out var waiting)) waiting.TrySetResult();
            }
        });
        await live.StartAsync();
        var (ack, receipt, api, signalR) = (new Latencies(), new Latencies(), new Latencies(), new Latencies());
        for (var n = 0; n < count; n++)
        {
            await ProbeAsync(devices[n % devices.Count], $"probe-{n}-{Guid.NewGuid():N}", shown, ack, receipt, api, signalR);
            await Task.Delay(pause);
        }
        return new SosLatency(ack.Summarise(), receipt.Summarise(), api.Summarise(), signalR.Summarise());
    }

    private async Task ProbeAsync(
        (string Id, string Secret) device, string eventId, System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> shown,
        Latencies ack, Latencies receipt, Latencies api, Latencies signalR)
    {
        var receipted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var client = new RawMqttClient { Received = (_, _) => receipted.TrySetResult() };
        await client.ConnectAsync(hub.Settings.MqttPort, device.Id + "-probe", device.Id, device.Secret);
        await client.SubscribeAsync($"safetyhub/v1/{device.Id}/receipt");
        await Task.Delay(20);
        var onScreen = shown[$"{device.Id}/{eventId}"] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var payload = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { id = eventId, at = DateTimeOffset.UtcNow, type = "sos.hand-hold", data = new { seconds = 3 } }));
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Timed(client.PublishAsync($"safetyhub/v1/{device.Id}/event", payload), start, ack),
            Timed(receipted.Task, start, receipt),
            Timed(onScreen.Task, start, signalR),
            Timed(InApiAsync(device.Id, eventId), start, api)).WaitAsync(TimeSpan.FromSeconds(30));
    }

    private async Task InApiAsync(string device, string eventId)
    {
        while (true)
        {
            var open = await hub.Api.GetAsync($"/api/v1/incidents?status=open&limit=5&subject=resident/{Home(device)}");
            if (open.GetRawText().Contains(eventId, StringComparison.Ordinal)) return;
            await Task.Delay(2);
        }
    }

    private static string Home(string device)
    {
        var dash = device.LastIndexOf('-');
        return $"{device[..dash]}-home-{device[(dash + 1)..]}";
    }

    private static async Task Timed(Task task, long start, Latencies into)
    {
        await task;
        into.AddSince(start);
    }
}
