using System.Globalization;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing.Hub;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>Times calls for help with nothing else going on, beside telemetry at the promised rate, and beside more of it than fits; counts what became of the telemetry.</summary>
internal sealed class LatencyBench(HubProcess hub, IReadOnlyList<(string Id, string Secret)> devices, Report report, Verdicts verdicts)
{
    private const int Connections = 500;
    private const int PerSecond = 5000;
    private const int Calls = 100;
    private const string Taken = "safetyhub_device_telemetry_readings_total";

    // What the hub may have dropped on purpose or had to drop, each under its own name.
    private static readonly string[] Losses = ["safetyhub_mqtt_telemetry_shed_total", "safetyhub_device_telemetry_shed_total", "safetyhub_device_telemetry_dropped_total"];

    public async Task RunAsync(TimeSpan duration)
    {
        var probe = new SosProbe(hub, [.. devices.Skip(600)]);
        Say("sos-idle", await probe.RunAsync(Calls, TimeSpan.FromMilliseconds(50)));
        await UnderPromisedLoadAsync(probe, duration);
        await BeyondAsync(probe, duration);
    }

    private async Task UnderPromisedLoadAsync(SosProbe probe, TimeSpan duration)
    {
        var before = await CountAsync();
        var (sos, load) = await UnderLoadAsync(probe, PerSecond, duration, "sos-under-5000");
        // Readings come to the grains within the second; two more, so that a slow machine is not called lossy.
        await Task.Delay(TimeSpan.FromSeconds(3));
        var after = await CountAsync();
        var missing = load.Acknowledged - (after.Taken - before.Taken);
        Report.Say($"telemetry under calls for help: {load.Acknowledged} acknowledged, {after.Taken - before.Taken} taken by grains, {after.Lost - before.Lost} dropped");
        report.Add("telemetry-loss", new { load.Acknowledged, Taken = after.Taken - before.Taken, Dropped = after.Lost - before.Lost });
        verdicts.Judge("SOS to the API's incident under 5,000/s, p50", sos.Api.P50, 10, "ms");
        verdicts.Judge("SOS to the API's incident under 5,000/s, p99", sos.Api.P99, 100, "ms");
        verdicts.Judge("Telemetry acknowledged under 5,000/s and lost", Math.Max(missing, after.Lost - before.Lost), 0, "");
    }

    private async Task BeyondAsync(SosProbe probe, TimeSpan duration)
    {
        var (sos, _) = await UnderLoadAsync(probe, 100_000, duration, "sos-beyond-saturation");
        verdicts.Judge("SOS to the API's incident beyond saturation, longest", sos.Api.Max, 1000, "ms");
    }

    private async Task<(SosLatency Sos, LoadResult Load)> UnderLoadAsync(SosProbe probe, int perSecond, TimeSpan duration, string name)
    {
        await using var load = new TelemetryLoad();
        await load.ConnectAsync([.. devices.Take(Connections)], hub.Settings.MqttPort);
        var running = load.RunAsync(perSecond, duration + TimeSpan.FromSeconds(20));
        await Task.Delay(TimeSpan.FromSeconds(3));
        var sos = await probe.RunAsync(Calls, TimeSpan.FromMilliseconds(100));
        Say(name, sos);
        var result = await running;
        Say(name + "-load", result);
        return (sos, result);
    }

    private async Task<(double Taken, double Lost)> CountAsync()
    {
        var metrics = await hub.MetricsAsync();
        return (metrics.Sum(Taken), Losses.Sum(metrics.Sum));
    }

    private void Say(string name, object value)
    {
        report.Add(name, value);
        Report.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {value}"));
    }
}
