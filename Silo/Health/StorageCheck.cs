using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Health;

/// <summary>Asks the incident log for its last change: the read that every screen depends on.</summary>
internal sealed class StorageCheck(IIncidentQueries incidents) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await incidents.LastChangeAsync(cancellationToken);
        return HealthCheckResult.Healthy("the incident log answers");
    }
}
