using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using MQTTnet.AspNetCore;
using MQTTnet.Server;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks.Spine;

/// <summary>What the bare broker does with a message.</summary>
internal enum BareHandling
{
    /// <summary>Its publish handler is empty; the broker then looks for subscribers as it always does.</summary>
    Empty = 0,
    /// <summary>Its publish handler says that the message goes no further, so that the broker looks for no subscribers: what the hub does, and the least MQTTnet can do.</summary>
    Consuming,
}

/// <summary>
/// The baseline: MQTTnet's server on Kestrel with an empty publish handler, as a process of its own on the same cores, with the same clients, the garbage
/// collector and the thread-pool setting of the hub.
/// </summary>
internal sealed class BareBroker : IAsyncDisposable
{
    private readonly Process _process;

    private BareBroker(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    public TimeSpan CpuTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts this program again as the bare broker.</summary>
    public static async Task<BareBroker> StartAsync(BareHandling handling)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["bare-broker", $"{port}", $"{handling}"]) { RedirectStandardOutput = true };
        start.Environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCGen0MaxBudget"] = "4000000"; // hexadecimal, 64 MiB
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && line != "ready") { }
        return new BareBroker(process, port);
    }

    /// <summary>Runs the broker in this process until it is killed or its parent is gone.</summary>
    public static async Task<int> RunAsync(int port, BareHandling handling)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.UseMqtt()));
        builder.Services.AddHostedMqttServer(options => options.WithoutDefaultEndpoint());
        builder.Services.AddMqttConnectionHandler();
        builder.Services.AddConnections();
        await using var app = builder.Build();
        app.UseMqttServer(server => server.InterceptingPublishAsync += arguments =>
        {
            arguments.ProcessPublish = handling == BareHandling.Empty;
            return Task.CompletedTask;
        });
        await app.StartAsync();
        Console.WriteLine("ready");
        await ((IHost)app).WaitForShutdownAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
