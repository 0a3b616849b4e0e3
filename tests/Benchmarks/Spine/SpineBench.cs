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
            var telemetry = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s");
            verdicts.Judge("CPU a telemetry message, to the bare broker", Ratio(report, "telemetry-5000", telemetry), 1.5, "times");
        }
        if (wanted is null or "throughput" or "events")
        {
            // Before saturation: what that leaves to be written would be counted as the events' work.
            var events = await ThroughputBench.EventsAsync(hub, devices, 100);
            verdicts.Judge("CPU an event on SQLite, to the bare broker", Ratio(report, "events", events), 5, "times");
        }
        if (wanted is null or "throughput" or "saturation")
            Ratio(report, "telemetry-saturating", await ThroughputBench.TelemetryAsync(hub, devices, 100_000, duration, "telemetry as fast as it goes"));
        if (wanted is null or "latency") await new LatencyBench(hub, devices, report, verdicts).RunAsync(duration);
        if (wanted is null or "idle") await IdleConnectionsAsync(hub, devices, duration, report, verdicts);
    }

    private static async Task FootprintAsync(BenchOptions options, Report report, Verdicts verdicts)
    {
        foreach (var devices in options.Devices)
        {
            var footprint = await FootprintBench.RunAsync(devices);
            report.Add($"footprint-{devices}", footprint);
            Report.Say($"footprint-{devices}: {footprint}");
            verdicts.Judge($"Start with {devices} devices known", footprint.StartToReadySeconds, 10, "s");
            if (devices >= FootprintBench.FewestForSlope) verdicts.Judge($"Memory an active device, {devices} active", footprint.BytesPerActiveDevice / 1024, 6, "KiB");
        }
    }

    /// <summary>The same telemetry with 4,000 more devices connected, subscribed and silent.</summary>
    private static async Task IdleConnectionsAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, TimeSpan duration, Report report, Verdicts verdicts)
    {
        var idle = await Registration.AddDevicesAsync(hub.Api, 4000, "idle");
        var without = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s");
        await using var crowd = new TelemetryLoad();
        await crowd.ConnectAsync(idle, hub.Settings.MqttPort);
        var with = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s beside 4,000 idle devices");
        report.Add("idle", new { without, with });
        var ratio = Share(with[1], without[1]);
        Report.Say($"CPU per message with 4,000 idle devices: {ratio:F2} of that without ({with[1].MicrosecondsPerMessage} against {without[1].MicrosecondsPerMessage} µs)");
        verdicts.Judge("CPU a message beside 4,000 idle devices, to that without", ratio, 1.2, "times");
    }

    private static double Ratio(Report report, string name, IReadOnlyList<Throughput> pair)
    {
        report.Add(name, pair);
        foreach (var one in pair) Report.Say($"{name} {one.Server}: {one.AcknowledgedPerSecond}/s, {one.MicrosecondsPerMessage} µs CPU a message, PUBACK {one.PubAck}");
        var ratio = Share(pair[1], pair[0]);
        Report.Say($"{name}: hub costs {ratio:F2} of the bare broker's CPU a message");
        return ratio;
    }

    private static double Share(Throughput one, Throughput other) => Math.Round(one.MicrosecondsPerMessage / other.MicrosecondsPerMessage, 3);
}
