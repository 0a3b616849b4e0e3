using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.Adapters;
using SafetyHub.Audit;
using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.DeviceBridge.Tests.Adapters;
using SafetyHub.Devices;
using SafetyHub.Evidence;
using SafetyHub.Incidents;

namespace SafetyHub.DeviceBridge.Tests.Hub;

/// <summary>A hub with the real bridge, a real silo and the test's own grains and ports, on free loopback ports.</summary>
public sealed class TestHub : IAsyncDisposable
{
    private readonly WebApplication _app;

    private bool _disposed;

    private TestHub(WebApplication app)
    {
        _app = app;
        Book = Get<DeviceBook>();
        Registry = (TestRegistry)Get<IDeviceRegistry>();
        Sessions = (TestSessionStore)Get<IMqttSessionStore>();
        Mapping = (TestAdapterBook)Get<IAdapterBook>();
    }

    public DeviceBook Book { get; }
    public TestRegistry Registry { get; }
    public TestQuarantine Quarantine => (TestQuarantine)_app.Services.GetRequiredService<IQuarantine>();
    public TestSessionStore Sessions { get; }
    public TestAudit Audit => (TestAudit)_app.Services.GetRequiredService<IAuditLog>();
    public TestAdapterBook Mapping { get; }
    public TestEvidence Evidence => (TestEvidence)_app.Services.GetRequiredService<IEvidenceArchive>();
    public IServiceProvider Services => _app.Services;
    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();
    public int Port => _app.Services.GetRequiredService<MqttListener>().Plain!.Port;
    public int TlsPort => _app.Services.GetRequiredService<MqttListener>().Secure!.Port;
    public Uri WebSocket => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("http", "ws", StringComparison.Ordinal) + "/mqtt");

    public static async Task<TestHub> StartAsync(Dictionary<string, string?>? settings = null, TestHub? memoryOf = null, Action<TestRegistry>? register = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        builder.Logging.AddConsole().SetMinimumLevel(LogLevel.Warning).AddFilter("SafetyHub", LogLevel.Information);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["SafetyHub:Mqtt:Port"] = "0", ["SafetyHub:Mqtt:Tls:Port"] = "0" });
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        builder.Services.AddSingleton(memoryOf?.Book ?? new DeviceBook());
        var registry = memoryOf?.Registry ?? new TestRegistry();
        register?.Invoke(registry);
        builder.Services.AddSingleton<IDeviceRegistry>(registry);
        builder.Services.AddSingleton<IMqttSessionStore>(memoryOf?.Sessions ?? new TestSessionStore());
        builder.Services.AddSingleton<IQuarantine, TestQuarantine>();
        builder.Services.AddSingleton<IAuditLog, TestAudit>();
        builder.Services.AddSingleton<IAdapterBook>(memoryOf?.Mapping ?? new TestAdapterBook());
        builder.Services.AddSingleton<IEvidenceArchive, TestEvidence>().AddSingleton<IPrivacyFilter, TestFilter>();
        builder.Host.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort()));
        builder.AddDeviceBridge();
        var app = builder.Build();
        app.UseWebSockets();
        app.MapDeviceBridge();
        await app.StartAsync();
        return new TestHub(app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public IDeviceGrain Robot(DeviceId id) => Grains.GetDevice(DeviceKind.Robot, id);

    public async Task<HealthReport> HealthAsync() => await Get<HealthCheckService>().CheckHealthAsync();

    public async ValueTask DisposeAsync()
    {
        if (_disposed) return;
        _disposed = true;
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
