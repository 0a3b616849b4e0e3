using System.Data.Common;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>Storage is healthy when it takes a write: a database that only answers questions would lose every alarm.</summary>
internal sealed class StorageHealthCheck(HubDatabase database, ISettingsStore settings, TimeProvider clock, ILogger<StorageHealthCheck> log) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            await settings.SetAsync("health.probe", clock.GetUtcNow().ToString("O"), limit.Token).WaitAsync(limit.Token);
            return HealthCheckResult.Healthy($"{database.Kind} takes writes");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy($"{database.Kind} did not take a write within {Limit.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is DbException or InvalidOperationException)
        {
            // The driver's text can name hosts and files: it goes to the log, the answer to whoever asks stays plain.
            log.LogWarning(e, "The write probe failed");
            return HealthCheckResult.Unhealthy($"{database.Kind} refused a write");
        }
    }
}
