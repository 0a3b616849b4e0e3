using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.Silo.Health;

/// <summary>Says whether the process turns: work gets a thread soon, and no loop has been silent so long that only a new start helps.</summary>
internal sealed class LivenessCheck(ThreadPoolWatch threads, LoopAuditor auditor) : IHealthCheck
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var faults = auditor.States().Where(s => s.IsHopeless).Select(s => $"{s.Name} has not turned for {s.Standstill.TotalSeconds:0} s").ToList();
        var wait = threads.Wait;
        if (wait > LongestWait) faults.Add($"work has been waiting for a thread for {wait.TotalSeconds:0} s");
        return Task.FromResult(faults.Count == 0
            ? HealthCheckResult.Healthy($"work waited {wait.TotalMilliseconds:0} ms for a thread")
            : HealthCheckResult.Unhealthy(string.Join("; ", faults)));
    }
}
