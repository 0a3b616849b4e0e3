using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Bridges;

namespace SafetyHub.Silo.Health;

/// <summary>Says when cameras are analysed by nobody: the hub works, but it does not see everything.</summary>
internal sealed class CamerasCheck(IGrainFactory grains) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = await grains.GetGrain<ICameraSchedulerGrain>(GrainKeys.CameraScheduler).Overview().WaitAsync(cancellationToken);
        var bridges = now.Living.ToList();
        if (now.IsSettling) return HealthCheckResult.Healthy("bridges are reporting to a new scheduler");
        return now.Unplaced.Count == 0
            ? HealthCheckResult.Healthy($"{now.Cameras} cameras on {bridges.Count} bridges")
            : HealthCheckResult.Degraded($"{now.Unplaced.Count} of {now.Cameras} cameras are not analysed: {bridges.Count} bridges carry {bridges.Sum(b => b.Capacity):0.#} of {now.Load:0.#}");
    }
}
