using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Storage's own work that comes at the start and then again after each pause, by the hub's clock. A failed round is logged and counted under the job's name, and
/// the next one comes as always; the host's stop ends it.
/// </summary>
/// <param name="name">Name of the job in the log and in <c>safetyhub.storage.loop_failures</c>.</param>
/// <param name="pause">Time between two rounds.</param>
/// <param name="clock">The hub's clock.</param>
/// <param name="log">Where a failed round is told.</param>
internal abstract class PeriodicJob(string name, TimeSpan pause, TimeProvider clock, ILogger log) : BackgroundService
{
    /// <summary>The hub's clock.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Where the job tells what it does.</summary>
    protected ILogger Log { get; } = log;

    /// <summary>One round.</summary>
    protected abstract Task RoundAsync(CancellationToken cancel);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(pause, Clock);
        try
        {
            do await TryRoundAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.LogDebug("Storage job {Job} stopped", name);
        }
    }

    private async Task TryRoundAsync(CancellationToken cancel)
    {
        try
        {
            await RoundAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Log.LogWarning(e, "Storage job {Job} failed; the next try is in {Pause}", name, pause);
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", name));
        }
    }
}
