using SafetyHub.Audit;
using SafetyHub.Residents;

namespace SafetyHub.Silo.Residents;

/// <summary>
/// Erases the personal fields of residents who moved or died, once their time is over: every hour, and once at start. A person with an open incident is left
/// for the next round. Each erasure is in the audit before it happens.
/// </summary>
internal sealed partial class ResidentKeeping(
    IResidentDirectory directory, IAuditLog audit, IGrainFactory grains, TimeProvider clock, ILogger<ResidentKeeping> log) : BackgroundService
{
    private const int Batch = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>One round; at most a batch, the rest comes with the next.</summary>
    public async Task EraseDueAsync(CancellationToken cancel)
    {
        foreach (var resident in await directory.DueForErasureAsync(clock.GetUtcNow(), Batch, cancel))
        {
            await audit.WriteAsync(new AuditEntry(0, clock.GetUtcNow(), "hub", "resident.erase", "resident/" + resident, "retention time is over"), cancel);
            var key = GrainKeys.Subject(new Signals.SubjectRef(Signals.SubjectKind.Resident, resident));
            var change = await grains.GetGrain<IResidentGrain>(key).Change(new EraseRecord("hub", "retention time is over"));
            if (change.Refusal != ResidentRefusal.None) LogLeft(log, resident, change.Refusal);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do await TryEraseAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Keeping of residents' records stopped");
        }
    }

    private async Task TryEraseAsync(CancellationToken cancel)
    {
        try
        {
            await EraseDueAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            Storage.StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "resident-keeping"));
            LogFailed(log, e, Pause);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The record of resident {Resident} is due for erasure and was left: {Refusal}")]
    private static partial void LogLeft(ILogger logger, string resident, ResidentRefusal refusal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Records that are due could not be erased; the next try is in {Pause}")]
    private static partial void LogFailed(ILogger logger, Exception failure, TimeSpan pause);
}
