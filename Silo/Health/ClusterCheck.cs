using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Runtime;

namespace SafetyHub.Silo.Health;

/// <summary>Asks a silo for the members of the cluster: proves that this process reaches grains at all.</summary>
internal sealed class ClusterCheck(IGrainFactory grains) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var silos = await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, cancellationToken);
        return silos.Count > 0 ? HealthCheckResult.Healthy($"{silos.Count} silo(s) active") : HealthCheckResult.Unhealthy("no silo is active");
    }
}
