using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>One load on one server.</summary>
/// <param name="Server"><c>bare</c> or <c>hub</c>.</param>
/// <param name="Load">What was sent.</param>
/// <param name="OfferedPerSecond">Messages a second offered.</param>
/// <param name="AcknowledgedPerSecond">Messages a second acknowledged.</param>
/// <param name="MicrosecondsPerMessage">CPU of the server process per acknowledged message.</param>
/// <param name="PubAck">Publish to PUBACK.</param>
internal sealed record Throughput(string Server, string Load, int OfferedPerSecond, double AcknowledgedPerSecond, double MicrosecondsPerMessage, LatencySummary PubAck);

/// <summary>Telemetry and events through the whole hub beside the same load on the bare broker, one right after the other.</summary>
internal static class ThroughputBench
{
    private const int Connections = 500;
    // Long enough for the runtime to have compiled what is hot: before that a third of the CPU is the compiler's.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(25);

    /// <summary>Telemetry at a rate on both servers.</summary>
    public static async Task<IReadOnlyList<Throughput>> TelemetryAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, int perSecond, TimeSpan duration, string name)
    {
        await using var bare = await BareBroker.StartAsync();
        return
        [
            await RunAsync("bare", name, devices, bare.Port, perSecond, duration, () => bare.CpuTime),
            await RunAsync("hub", name, devices, hub.Settings.MqttPort, perSecond, duration, () => hub.CpuTime),
        ];
    }

    /// <summary>Events (activity and calls for help) as fast as a window per device allows, on both servers.</summary>
    public static async Task<IReadOnlyList<Throughput>> EventsAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, int perDevice)
    {
        await using var bare = await BareBroker.StartAsync();
        return
        [
            await EventsAsync("bare", devices, bare.Port, perDevice, () => bare.CpuTime),
            await EventsAsync("hub", devices, hub.Settings.MqttPort, perDevice, () => hub.CpuTime),
        ];
    }

    private static async Task<Throughput> RunAsync(
        string server, string name, IReadOnlyList<(string Id, string Secret)> devices, int port, int perSecond, TimeSpan duration, Func<TimeSpan> cpu)
    {
        await using var load = new TelemetryLoad();
        await load.ConnectAsync([.. devices.Take(Connections)], port);
        await load.RunAsync(perSecond, Warm);
        var before = cpu();
        var result = await load.RunAsync(perSecond, duration);
        var used = (cpu() - before).TotalMicroseconds / Math.Max(1, result.Acknowledged);
        return new Throughput(server, name, perSecond, Math.Round(result.Rate), Math.Round(used, 1), result.PubAck);
    }

    private static async Task<Throughput> EventsAsync(string server, IReadOnlyList<(string Id, string Secret)> devices, int port, int perDevice, Func<TimeSpan> cpu)
    {
        var senders = devices.Take(50).Select(d => new SosDevice(d.Id, d.Secret, port)).ToList();
        try
        {
            await Task.WhenAll(senders.Select(s => s.SendAllAsync(150, $"warm-{server}-{Guid.NewGuid():N}")));
            var before = cpu();
            var clock = System.Diagnostics.Stopwatch.StartNew();
            var run = Guid.NewGuid().ToString("N")[..12];
            // Below the device's rate limit of 20 events a second, so that the limiter is not what is measured.
            for (var round = 0; round < perDevice; round++)
            {
                await Task.WhenAll(senders.Select(s => s.SendUntilAcknowledgedAsync($"{run}-{round:D5}", "sos.button")));
                await Task.Delay(TimeSpan.FromMilliseconds(55));
            }
            var count = senders.Count * perDevice;
            return new Throughput(server, "events", 0, Math.Round(count / clock.Elapsed.TotalSeconds), Math.Round((cpu() - before).TotalMicroseconds / count, 1), new LatencySummary(0, 0, 0, 0, 0));
        }
        finally
        {
            foreach (var sender in senders) await sender.DisposeAsync();
        }
    }
}
