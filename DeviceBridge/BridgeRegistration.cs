using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Bridge;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.DeviceBridge.Mqtt.External;
using SafetyHub.DeviceBridge.Mqtt.Intake;

namespace SafetyHub.DeviceBridge;

/// <summary>Adds the bridge to a host that has a grain factory, the device ports of <c>Grains.Interfaces</c> and an audit log.</summary>
public static class BridgeRegistration
{
    /// <summary>Adds MQTT with its intake, its link to the silos, its health check and its meter. Call it after Orleans was added.</summary>
    public static WebApplicationBuilder AddDeviceBridge(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MqttOptions>().BindConfiguration(MqttOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<MqttOptions>, MqttOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        AddIntake(services);
        services.AddAdapters();
        var options = builder.Configuration.GetSection(MqttOptions.Section).Get<MqttOptions>() ?? new MqttOptions();
        if (options.UsesExternalBroker) AddExternal(services);
        else AddEmbedded(services);
        services.AddHealthChecks().AddCheck<BrokerHealth>("broker");
        return builder;
    }

    /// <summary>Opens <c>/mqtt</c> for WebSocket clients, unless an external broker is used.</summary>
    public static WebApplication MapDeviceBridge(this WebApplication app)
    {
        if (app.Services.GetRequiredService<IOptions<MqttOptions>>().Value.UsesExternalBroker) return app;
        app.MapConnectionHandler<WebSocketDoor>(WebSocketDoor.Path, options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.ApplicationMaxBufferSize = 128 * 1024;
            options.TransportMaxBufferSize = 64 * 1024;
            options.WebSockets.SubProtocolSelector = offered => offered.FirstOrDefault(p => p is "mqtt" or "mqttv3.1")!;
        });
        return app;
    }

    private static void AddIntake(IServiceCollection services)
    {
        services.AddSingleton<MqttMetrics>();
        services.AddSingleton<DeviceDirectory>();
        services.AddSingleton<DownRouter>();
        services.AddSingleton<UnstoredWatch>();
        services.AddSingleton<ReceivedStills>();
        services.AddSingleton<EdgeStills>();
        services.AddSingleton<DeviceIntake>();
        services.AddSingleton<IDeviceIntake>(s => s.GetRequiredService<DeviceIntake>());
        AddHosted<SecurityJournal>(services);
        AddHosted<TelemetryCoalescer>(services);
        AddHosted<BridgeLinkHost>(services);
    }

    private static void AddEmbedded(IServiceCollection services)
    {
        services.AddConnections();
        services.AddSingleton<HubState>();
        services.AddSingleton<FailureLedger>();
        services.AddSingleton<ConnectionGate>();
        services.AddSingleton<AdapterSignIn>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SessionTable>();
        services.AddSingleton<Greeter>();
        services.AddSingleton<ProvisioningDesk>();
        services.AddSingleton<ForeignParts>();
        services.AddSingleton<BrokerParts>();
        services.AddSingleton<EmbeddedBroker>();
        services.AddSingleton<IDownCarrier>(s => s.GetRequiredService<EmbeddedBroker>());
        services.AddSingleton<WebSocketDoor>();
        AddHosted<MqttListener>(services);
    }

    private static void AddExternal(IServiceCollection services)
    {
        services.AddSingleton<BrokerPublisher>();
        services.AddSingleton<IDownCarrier>(s => s.GetRequiredService<BrokerPublisher>());
        services.AddSingleton<ExternalIntake>();
        AddHosted<ExternalBroker>(services);
    }

    private static void AddHosted<T>(IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(s => s.GetRequiredService<T>());
    }
}
