using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.Silo.Health;

/// <summary>Names the loops that have not done their work for longer than they may.</summary>
internal sealed class LoopsCheck(LoopAuditor auditor) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var states = auditor.States();
        var stalled = states.Where(s => s.IsStalled).Select(s => $"{s.Name} has not done its work for {s.Silence.TotalSeconds:0} s").ToArray();
        return Task.FromResult(stalled.Length == 0
            ? HealthCheckResult.Healthy($"{states.Count} loops turn")
            : HealthCheckResult.Unhealthy(string.Join("; ", stalled)));
    }
}
