using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.DeviceBridge.Mqtt.External;
using SafetyHub.DeviceBridge.Mqtt.Intake;

namespace SafetyHub.DeviceBridge;

/// <summary>Whether devices can reach the hub.</summary>
internal sealed class BrokerHealth(IServiceProvider services, TelemetryCoalescer coalescer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var closed = services.GetService<ExternalBroker>() is { } external ? external.Trouble : EmbeddedTrouble();
        if (closed is not null) return Task.FromResult(HealthCheckResult.Unhealthy(closed));
        return Task.FromResult(coalescer.IsCrowded
            ? HealthCheckResult.Degraded($"{coalescer.InMemory} telemetry readings wait in memory; devices are slowed down")
            : HealthCheckResult.Healthy(Where()));
    }

    private string? EmbeddedTrouble() => services.GetRequiredService<EmbeddedBroker>().Open ? null : "the embedded broker does not take connections";

    private string Where()
    {
        if (services.GetService<MqttListener>() is not { } listener) return "connected to the external broker";
        return $"tcp {listener.Plain?.ToString() ?? "off"}, tls {listener.Secure?.ToString() ?? "off"}, websocket {WebSocketDoor.Path}";
    }
}
