using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SafetyHub.Silo.Storage;

/// <summary>Says how much room there is. Never unhealthy: on a full disk the hub still answers calls for help, and must not be taken out for it.</summary>
internal sealed class DiskCheck(DiskWatch watch) : IHealthCheck
{
    private const long Mebibyte = 1 << 20;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var state = watch.State;
        var data = new Dictionary<string, object> { ["band"] = state.Band.ToString().ToLowerInvariant(), ["freeBytes"] = state.Free, ["evidenceBytes"] = state.Evidence };
        return Task.FromResult(state.Band switch
        {
            DiskBand.Full => HealthCheckResult.Degraded(
                $"The disk is full ({state.Free / Mebibyte} MiB): the reserve is in use for incidents; evidence and telemetry history are not written", data: data),
            DiskBand.Low => HealthCheckResult.Degraded($"The disk is short of room ({state.Free / Mebibyte} MiB free): evidence is not kept and the oldest is thrown away", data: data),
            _ => HealthCheckResult.Healthy($"{state.Evidence / Mebibyte} MiB of evidence", data),
        });
    }
}
