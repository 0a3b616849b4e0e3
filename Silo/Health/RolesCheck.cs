using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Silo.Configuration;

namespace SafetyHub.Silo.Health;

/// <summary>Says what this process does, and that it has started all of it.</summary>
internal sealed class RolesCheck(HubOptions options, IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var names = options.Roles == HubRoles.All ? "silo, bridge, dashboard" : options.Roles.ToString().ToLowerInvariant();
        if (lifetime.ApplicationStopping.IsCancellationRequested) return Task.FromResult(HealthCheckResult.Unhealthy("the process is stopping"));
        return Task.FromResult(lifetime.ApplicationStarted.IsCancellationRequested
            ? HealthCheckResult.Healthy(names)
            : HealthCheckResult.Unhealthy("the process is starting"));
    }
}
