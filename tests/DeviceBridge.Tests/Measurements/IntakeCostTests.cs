using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet.AspNetCore;
using MQTTnet.Server;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Tests.Measurements;

/// <summary>
/// CPU per QoS 1 telemetry message through the whole intake beside a bare MQTTnet server with an empty intercept handler, in the same run, from the same
/// client in another process. Runs only where <c>SAFETYHUB_MEASURE</c> is set, because a shared machine would make it fail for nothing.
/// </summary>
public sealed class IntakeCostTests(ITestOutputHelper output)
{
    private const int Connections = 500;
    private const int PerSecond = 5_000;
    private const int Seconds = 10;

    [MeasureFact]
    public async Task Telemetry_ThroughTheWholeIntake_CostsAtMostOneAndAHalfTimesTheBareBroker()
    {
        var bare = new List<double>();
        var ours = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            bare.Add(await BareAsync());
            ours.Add(await OursAsync(idle: 0));
        }
        bare.Sort();
        ours.Sort();
        output.WriteLine($"bare {bare[1]:0.0} us, ours {ours[1]:0.0} us, ratio {ours[1] / bare[1]:0.00}");
        Assert.True(ours[1] <= 1.5 * bare[1], $"bare {bare[1]:0.0} us, ours {ours[1]:0.0} us");
    }

    [MeasureFact]
    public async Task Telemetry_With4000IdleDevices_CostsAtMostAFifthMore()
    {
        var alone = await OursAsync(idle: 0);
        var among = await OursAsync(idle: 4_000);
        output.WriteLine($"alone {alone:0.0} us, among 4,000 idle {among:0.0} us");
        Assert.True(among <= 1.2 * alone, $"alone {alone:0.0} us, among 4,000 idle {among:0.0} us");
    }

    private async Task<double> BareAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var port = TestHub.FreePort();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, port, l => l.UseMqtt()));
        builder.Services.AddHostedMqttServer(o => o.WithoutDefaultEndpoint()).AddMqttConnectionHandler();
        await using var app = builder.Build();
        var server = app.Services.GetRequiredService<MqttServer>();
        server.InterceptingPublishAsync += _ => Task.CompletedTask;
        await app.StartAsync();
        return await LoadAsync("bare", port);
    }

    private async Task<double> OursAsync(int idle)
    {
        await using var hub = await TestHub.StartAsync(new() { ["SafetyHub:Mqtt:Limits:ConnectionBurstPerSource"] = "10000" });
        hub.Book.ForgetTelemetry = true;
        for (var i = 0; i < Connections; i++) hub.Registry.Add("d" + i);
        for (var i = 0; i < idle; i++) hub.Registry.Add("idle" + i);
        var sleepers = new List<RawClient>();
        for (var i = 0; i < idle; i++)
        {
            sleepers.Add(await RawClient.SignInAsync(hub.Port, "idle" + i, keepAlive: 600));
            await sleepers[i].SubscribeAsync($"safetyhub/v1/idle{i}/command", $"safetyhub/v1/idle{i}/receipt");
        }
        foreach (var sleeper in sleepers) await sleeper.ReadUntilAsync(9);
        var cost = await LoadAsync($"ours, {idle} idle", hub.Port);
        sleepers.ForEach(s => s.Dispose());
        return cost;
    }

    private async Task<double> LoadAsync(string name, int port)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "js", "load.js");
        await using var load = ClientProcess.Start("node", script, $"{port}", $"{Connections}", $"{PerSecond}", $"{Seconds}");
        await load.WaitForLineAsync("running", 60);
        var (cpu, watch) = (Process.GetCurrentProcess().TotalProcessorTime, Stopwatch.StartNew());
        await load.WaitForLineAsync("acked", 60);
        var used = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var acked = int.Parse(load.Lines.First(l => l.StartsWith("acked", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        output.WriteLine($"{name}: {acked} acknowledged in {watch.Elapsed.TotalSeconds:0.0} s, {used.TotalMicroseconds / acked:0.0} us CPU a message");
        Assert.True(acked > PerSecond * Seconds * 0.9, $"{name}: only {acked} acknowledged; {load.Errors}");
        return used.TotalMicroseconds / acked;
    }
}

/// <summary>A fact that runs only when measuring was asked for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MeasureFactAttribute : FactAttribute
{
    public MeasureFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("SAFETYHUB_MEASURE") is null) Skip = "set SAFETYHUB_MEASURE=1 to measure";
    }
}
