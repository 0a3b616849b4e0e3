using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Silo;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Start;
using SafetyHub.Signals;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>A call that does nothing beside calls of the hub's own grains, in one silo with the hub's storage (SQLite).</summary>
internal static class GrainCalls
{
    private const int Grains = 10_000;

    public static async Task RunAsync(Report report, TimeSpan duration)
    {
        using var folder = new TempDirectory();
        await using var silo = await StartAsync(folder.Path);
        var grains = silo.Services.GetRequiredService<IGrainFactory>();
        var nothing = Enumerable.Range(0, Grains).Select(n => grains.GetGrain<INothingGrain>("nothing-" + n)).ToArray();
        var devices = await RegisterAsync(silo.Services, grains);
        var incidents = await OpenAsync(devices, grains);
        var bare = await GrainCallBench.RunAsync(n => nothing[n].Nothing(), duration);
        Say(report, "calls-nothing", bare, bare);
        Say(report, "calls-telemetry", await GrainCallBench.RunAsync(n => devices[n].ReportTelemetry(Batch(n)), duration), bare);
        Say(report, "calls-twin", await GrainCallBench.RunAsync(n => devices[n].Get(), duration), bare);
        Say(report, "calls-incident", await GrainCallBench.RunAsync(n => incidents[n % incidents.Length].Get(), duration), bare);
        await silo.StopAsync();
    }

    private static async Task<WebApplication> StartAsync(string folder)
    {
        var builder = HubBuilder.Create(["--roles", "silo", "--data", folder, "--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders(); // the console is for the figures
        var configuration = HubConfiguration.Read(builder.Configuration);
        builder.UseHub(configuration);
        builder.AddRoles(configuration);
        var silo = builder.Build();
        silo.MapRoles(configuration.Options);
        await Preparation.RunAsync(silo, CancellationToken.None);
        await silo.StartAsync();
        return silo;
    }

    private static async Task<IDeviceGrain[]> RegisterAsync(IServiceProvider services, IGrainFactory grains)
    {
        var registry = services.GetRequiredService<IDeviceRegistry>();
        var devices = new IDeviceGrain[Grains];
        for (var n = 0; n < Grains; n++)
        {
            var id = DeviceId.Parse("robot-" + n);
            var registration = new DeviceRegistration(id, DeviceKind.Robot, "Robot", new SubjectRef(SubjectKind.Resident, "home-" + n), new byte[16], new byte[32], DateTimeOffset.UtcNow);
            await registry.SaveAsync(registration, CancellationToken.None);
            devices[n] = grains.GetGrain<ICareRobotGrain>(GrainKeys.Device(DeviceKind.Robot, id));
            await devices[n].Register(registration);
        }
        return devices;
    }

    private static async Task<IIncidentGrain[]> OpenAsync(IDeviceGrain[] devices, IGrainFactory grains)
    {
        var incidents = new IIncidentGrain[100];
        for (var n = 0; n < incidents.Length; n++)
        {
            var now = DateTimeOffset.UtcNow;
            var receipt = await devices[n].ReportEvent(new DeviceEvent(DeviceId.Parse("robot-" + n), "call", "sos.button", now, now, null, null, null));
            incidents[n] = grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(IncidentId.Parse(receipt.IncidentId ?? throw new InvalidOperationException("A call for help opened no incident"))));
        }
        return incidents;
    }

    private static TelemetryBatch Batch(int n)
    {
        var now = DateTimeOffset.UtcNow;
        return new TelemetryBatch([new TelemetryReading(now, null, [new TelemetryValue("motion", n, null, null), new TelemetryValue("battery", 80, null, null)], false)], now, 0, false);
    }

    private static void Say(Report report, string name, (double CallsPerSecond, double MicrosecondsPerCall) calls, (double CallsPerSecond, double MicrosecondsPerCall) bare)
    {
        var ratio = Math.Round(calls.MicrosecondsPerCall / bare.MicrosecondsPerCall, 2);
        report.Add(name, new { calls.CallsPerSecond, calls.MicrosecondsPerCall, ratio });
        Report.Say($"{name}: {calls.CallsPerSecond}/s, {calls.MicrosecondsPerCall} µs CPU, {ratio} of the bare call");
    }
}
