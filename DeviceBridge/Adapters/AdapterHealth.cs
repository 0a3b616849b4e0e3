using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Whether foreign systems can reach the hub: degraded when one cannot, never a reason to stop answering calls for help.</summary>
internal sealed class AdapterHealth(AdapterDirectory adapters) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var troubles = adapters.All.Select(a => (a.Name, a.Connection.Trouble)).Where(t => t.Trouble is not null).Select(t => $"{t.Name}: {t.Trouble}").ToList();
        return Task.FromResult(troubles.Count == 0
            ? HealthCheckResult.Healthy(adapters.All.Count == 0 ? "no adapter is configured" : $"{adapters.All.Count} adapters connected")
            : HealthCheckResult.Degraded(string.Join("; ", troubles)));
    }
}
