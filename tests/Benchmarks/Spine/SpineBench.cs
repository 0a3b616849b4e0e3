using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>The measurements of the spine: <c>./hub bench spine</c>.</summary>
internal static class SpineBench
{
    private const int TelemetryPerSecond = 5000;
    private static readonly string[] Parts = ["throughput", "telemetry", "events", "saturation", "latency", "idle", "calls", "footprint"];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var wanted = options.Only;
        if (wanted is not null && !Parts.Contains(wanted)) throw new ArgumentException($"There is no part '{wanted}'; there are {string.Join(", ", Parts)}");
        var report = new Report("spine", options.Out);
        var verdicts = new Verdicts(report);
        if (wanted is not ("calls" or "footprint")) await WithHubAsync(options, report, verdicts);
        if (wanted is null or "calls") await GrainCalls.RunAsync(report, TimeSpan.FromSeconds(Math.Min(10, options.Seconds)));
        if (wanted is null or "footprint") await FootprintAsync(options, report, verdicts);
        verdicts.Say();
        return 0;
    }

    private static async Task WithHubAsync(BenchOptions options, Report report, Verdicts verdicts)
    {
        var (wanted, duration) = (options.Only, TimeSpan.FromSeconds(options.Seconds));
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        var devices = await Registration.AddDevicesAsync(hub.Api, 700, "bench");
        if (wanted is null or "throughput" or "telemetry")
        {
            var telemetry = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s", BareHandling.Empty, BareHandling.Consuming);
            Judge("CPU a telemetry message", "telemetry-5000", telemetry, 1.5);
        }
        if (wanted is null or "throughput" or "events")
        {
            // Before saturation: what that leaves to be written would be counted as the events' work.
            var events = await ThroughputBench.EventsAsync(hub, devices, 100, BareHandling.Empty, BareHandling.Consuming);
            Judge("CPU an event on SQLite", "events", events, 5);
        }
        if (wanted is null or "throughput" or "saturation")
            Tell(report, "telemetry-saturating", await ThroughputBench.TelemetryAsync(hub, devices, 100_000, duration, "telemetry as fast as it goes", BareHandling.Empty, BareHandling.Consuming));
        if (wanted is null or "latency") await new LatencyBench(hub, devices, report, verdicts).RunAsync(duration);
        if (wanted is null or "idle") await IdleConnectionsAsync(hub, devices, duration, report, verdicts);

        void Judge(string what, string name, IReadOnlyList<Throughput> all, double atMost)
        {
            Tell(report, name, all);
            foreach (var bare in all.SkipLast(1)) verdicts.Judge($"{what}, to the broker '{bare.Server}'", Share(all[^1], bare), atMost, "times");
        }
    }

    private static async Task FootprintAsync(BenchOptions options, Report report, Verdicts verdicts)
    {
        foreach (var devices in options.Devices)
        {
            var footprint = await FootprintBench.RunAsync(devices);
            report.Add($"footprint-{devices}", footprint);
            Report.Say($"footprint-{devices}: {footprint}");
            verdicts.Judge($"Start with {devices} devices known", footprint.StartToReadySeconds, 10, "s");
            if (devices < FootprintBench.FewestToJudge) continue;
            verdicts.Judge($"Managed memory an active device, {devices} active", footprint.HeapBytesPerActiveDevice / 1024, 6, "KiB");
            verdicts.Judge($"Growth of resident memory an active device, {devices} active", footprint.ResidentBytesPerActiveDevice / 1024, 6, "KiB");
        }
    }

    /// <summary>The same telemetry with 4,000 more devices connected, subscribed and silent.</summary>
    private static async Task IdleConnectionsAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, TimeSpan duration, Report report, Verdicts verdicts)
    {
        var idle = await Registration.AddDevicesAsync(hub.Api, 4000, "idle");
        var without = (await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s"))[0];
        await using var crowd = new TelemetryLoad();
        await crowd.ConnectAsync(idle, hub.Settings.MqttPort);
        var with = (await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s beside 4,000 idle devices"))[0];
        report.Add("idle", new { without, with });
        var ratio = Share(with, without);
        Report.Say($"CPU per message with 4,000 idle devices: {ratio:F2} of that without ({with.MicrosecondsPerMessage} against {without.MicrosecondsPerMessage} µs)");
        verdicts.Judge("CPU a message beside 4,000 idle devices, to that without", ratio, 1.2, "times");
    }

    private static void Tell(Report report, string name, IReadOnlyList<Throughput> all)
    {
        report.Add(name, all);
        foreach (var one in all)
            Report.Say($"{name} {one.Server}: {one.AcknowledgedPerSecond}/s, {one.MicrosecondsPerMessage} µs CPU a message, PUBACK {one.PubAck}, hub costs {Share(all[^1], one):F2} of it");
    }

    private static double Share(Throughput one, Throughput other) => Math.Round(one.MicrosecondsPerMessage / other.MicrosecondsPerMessage, 3);
}
