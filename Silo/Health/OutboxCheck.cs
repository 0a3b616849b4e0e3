using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Silo.Alerts;

namespace SafetyHub.Silo.Health;

/// <summary>Says when alerts wait longer than they should: the hub works, but people hear of it late.</summary>
internal sealed class OutboxCheck(IAlertOutbox outbox, TimeProvider clock) : IHealthCheck
{
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        var backlog = await outbox.BacklogAsync(now, cancellationToken);
        var wait = now - (backlog.OldestDueAt ?? now);
        return wait > Late
            ? HealthCheckResult.Degraded($"{backlog.Pending} alerts pending, the most overdue waits {wait.TotalSeconds:0} s")
            : HealthCheckResult.Healthy($"{backlog.Pending} alerts pending");
    }
}
