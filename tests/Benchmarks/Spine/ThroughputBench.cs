using System.Diagnostics;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>One load on one server.</summary>
/// <param name="Server"><c>bare</c>, <c>bare-consuming</c> (<see cref="BareHandling"/>) or <c>hub</c>.</param>
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

    /// <summary>Telemetry at a rate on the bare brokers and on the hub, which comes last.</summary>
    public static async Task<IReadOnlyList<Throughput>> TelemetryAsync(
        HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, int perSecond, TimeSpan duration, string name, params BareHandling[] baselines)
    {
        var all = new List<Throughput>();
        foreach (var handling in baselines)
        {
            await using var bare = await BareBroker.StartAsync(handling);
            all.Add(await RunAsync(Name(handling), name, devices, bare.Port, perSecond, duration, () => bare.CpuTime));
        }
        all.Add(await RunAsync("hub", name, devices, hub.Settings.MqttPort, perSecond, duration, () => hub.CpuTime));
        return all;
    }

    /// <summary>Calls for help of 50 homes, each of which joins its home's open incident, on the bare brokers and on the hub, which comes last.</summary>
    public static async Task<IReadOnlyList<Throughput>> EventsAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, int perDevice, params BareHandling[] baselines)
    {
        var all = new List<Throughput>();
        foreach (var handling in baselines)
        {
            await using var bare = await BareBroker.StartAsync(handling);
            all.Add(await EventsAsync(Name(handling), devices, bare.Port, perDevice, () => bare.CpuTime));
        }
        all.Add(await EventsAsync("hub", devices, hub.Settings.MqttPort, perDevice, () => hub.CpuTime));
        return all;
    }

    private static string Name(BareHandling handling) => handling == BareHandling.Empty ? "bare" : "bare-consuming";

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
            for (var warm = Stopwatch.StartNew(); warm.Elapsed < Warm;) await RoundAsync(senders, new Latencies());
            var acknowledgements = new Latencies();
            var (before, clock) = (cpu(), Stopwatch.StartNew());
            for (var round = 0; round < perDevice; round++) await RoundAsync(senders, acknowledgements);
            var count = senders.Count * perDevice;
            return new Throughput(server, "events", 0, Math.Round(count / clock.Elapsed.TotalSeconds), Math.Round((cpu() - before).TotalMicroseconds / count, 1), acknowledgements.Summarise());
        }
        finally
        {
            foreach (var sender in senders) await sender.DisposeAsync();
        }
    }

    /// <summary>One event of each device, and a pause below the devices' rate limit of 20 events a second, so that the limiter is not what is measured.</summary>
    private static async Task RoundAsync(List<SosDevice> senders, Latencies acknowledgements)
    {
        await Task.WhenAll(senders.Select(SendAsync));
        await Task.Delay(TimeSpan.FromMilliseconds(55));

        async Task SendAsync(SosDevice sender)
        {
            var start = Stopwatch.GetTimestamp();
            await sender.SendUntilAcknowledgedAsync(Guid.NewGuid().ToString("N"), "sos.button");
            acknowledgements.AddSince(start);
        }
    }
}
