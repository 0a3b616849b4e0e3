using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Silo.Risk;

/// <summary>Says which risk rules are in force, and degraded while what lies in the file is not. Never unhealthy: the hub weighs by the rules before.</summary>
internal sealed class RiskRulesCheck(RiskRulesBook book) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var status = book.Status;
        var data = new Dictionary<string, object> { ["name"] = status.Name, ["hash"] = status.Hash, ["since"] = status.Since };
        return Task.FromResult(status.Refusal is { } refusal
            ? HealthCheckResult.Degraded(
                $"The rules file was refused at {refusal.At:O} with {refusal.Faults.Count} faults, the first in line {(refusal.Faults.Count > 0 ? refusal.Faults[0].Line : 0)}; '{status.Name}' stays in force (runbook risk-rules-refused)", data: data)
            : HealthCheckResult.Healthy($"'{status.Name}' is in force", data));
    }
}
