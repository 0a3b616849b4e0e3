using SafetyHub.Scenarios.Load;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>The measurements of the spine: <c>./hub bench spine</c>.</summary>
internal static class SpineBench
{
    private const int TelemetryPerSecond = 5000;
    private static readonly string[] Parts = ["throughput", "latency", "idle", "calls", "footprint"];

    public static async Task<int> RunAsync(BenchOptions options)
    {
        var wanted = options.Only;
        if (wanted is not null && !Parts.Contains(wanted)) throw new ArgumentException($"There is no part '{wanted}'; there are {string.Join(", ", Parts)}");
        var report = new Report("spine", options.Out);
        if (wanted is null or "throughput" or "latency" or "idle") await WithHubAsync(options, report, wanted);
        if (wanted is null or "calls") await GrainCalls.RunAsync(report, TimeSpan.FromSeconds(Math.Min(10, options.Seconds)));
        if (wanted is null or "footprint")
        {
            foreach (var devices in options.Devices) Say(report, $"footprint-{devices}", await FootprintBench.RunAsync(devices));
        }
        return 0;
    }

    private static async Task WithHubAsync(BenchOptions options, Report report, string? wanted)
    {
        var duration = TimeSpan.FromSeconds(options.Seconds);
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        var devices = await Registration.AddDevicesAsync(hub.Api, 700, "bench");
        var probes = devices.Skip(600).ToList();
        if (wanted is null or "throughput")
        {
            Ratios(report, "telemetry-5000", await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s"));
            // Before saturation: what that leaves to be written would be counted as the events' work.
            Ratios(report, "events", await ThroughputBench.EventsAsync(hub, devices, 100));
            Ratios(report, "telemetry-saturating", await ThroughputBench.TelemetryAsync(hub, devices, 100_000, duration, "telemetry as fast as it goes"));
        }
        if (wanted is null or "latency") await LatencyAsync(hub, devices, probes, duration, report);
        if (wanted is null or "idle") await IdleConnectionsAsync(hub, devices, duration, report);
    }

    private static async Task LatencyAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, List<(string Id, string Secret)> probes, TimeSpan duration, Report report)
    {
        var probe = new SosProbe(hub, probes);
        Say(report, "sos-idle", await probe.RunAsync(100, TimeSpan.FromMilliseconds(50)));
        await UnderLoadAsync(TelemetryPerSecond, "sos-under-5000");
        await UnderLoadAsync(100_000, "sos-beyond-saturation");

        async Task UnderLoadAsync(int perSecond, string name)
        {
            await using var load = new TelemetryLoad();
            await load.ConnectAsync([.. devices.Take(500)], hub.Settings.MqttPort);
            var running = load.RunAsync(perSecond, duration + TimeSpan.FromSeconds(20));
            await Task.Delay(TimeSpan.FromSeconds(3));
            Say(report, name, await probe.RunAsync(100, TimeSpan.FromMilliseconds(100)));
            Say(report, name + "-load", await running);
        }
    }

    /// <summary>The same telemetry with 4,000 more devices connected, subscribed and silent.</summary>
    private static async Task IdleConnectionsAsync(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, TimeSpan duration, Report report)
    {
        var idle = await Registration.AddDevicesAsync(hub.Api, 4000, "idle");
        var without = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s");
        await using var crowd = new TelemetryLoad();
        await crowd.ConnectAsync(idle, hub.Settings.MqttPort);
        var with = await ThroughputBench.TelemetryAsync(hub, devices, TelemetryPerSecond, duration, "telemetry 5,000/s beside 4,000 idle devices");
        report.Add("idle", new { without, with });
        Report.Say($"CPU per message with 4,000 idle devices: {with[1].MicrosecondsPerMessage / without[1].MicrosecondsPerMessage:F2} of that without ({with[1].MicrosecondsPerMessage} against {without[1].MicrosecondsPerMessage} µs)");
    }

    private static void Ratios(Report report, string name, IReadOnlyList<Throughput> pair)
    {
        report.Add(name, pair);
        foreach (var one in pair) Report.Say($"{name} {one.Server}: {one.AcknowledgedPerSecond}/s, {one.MicrosecondsPerMessage} µs CPU a message, PUBACK {one.PubAck}");
        Report.Say($"{name}: hub costs {pair[1].MicrosecondsPerMessage / pair[0].MicrosecondsPerMessage:F2} of the bare broker's CPU a message");
    }

    private static void Say(Report report, string name, object value)
    {
        report.Add(name, value);
        Report.Say($"{name}: {value}");
    }
}
