using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Throws away what has been kept long enough: telemetry, settled commands, settled alerts, claims that have lapsed. Once an hour, in small
/// steps, so that nobody waits for a long deletion; and evidence, with a record of it. Incidents and the audit are never thrown away here.
/// </summary>
internal sealed class RetentionJob(
    HubDatabase database, StorageOptions options, EvidenceDisposal evidence, UnindexedFiles unindexed, TimeProvider clock, ILogger<RetentionJob> log) : BackgroundService
{
    private const int Step = 2_000;
    private const int MostSteps = 5_000;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <summary>One round.</summary>
    public async Task CleanAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        await CleanAsync(StorageArea.History, "telemetry_chunks", "position", "day < @limit", TelemetryWriter.DayOf(now - options.TelemetryRetention), cancel);
        await CleanAsync(StorageArea.Main, "device_commands", "id", "settled_at < @limit", (now - options.CommandRetention).Micros(), cancel);
        await CleanAsync(StorageArea.Main, "alert_outbox", "id", "state > 0 AND settled_at < @limit", (now - options.AlertRetention).Micros(), cancel);
        await CleanAsync(StorageArea.Main, "device_claims", "claim_id", "expires_at < @limit", (now - options.CommandRetention).Micros(), cancel);
        await CleanAsync(StorageArea.Main, "resident_events", "position", "passing = 1 AND at < @limit", (now - options.TelemetryRetention).Micros(), cancel);
        await evidence.DisposeOfOldAsync(cancel);
        await unindexed.DisposeOfOldAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            do await TryCleanAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Retention stopped");
        }
    }

    private async Task TryCleanAsync(CancellationToken cancel)
    {
        try
        {
            await CleanAsync(cancel);
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(e, "Old rows could not be thrown away; the next try is in {Pause}", Pause);
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "retention"));
        }
    }

    private async Task CleanAsync(StorageArea area, string table, string key, string condition, long limit, CancellationToken cancel)
    {
        var sql = $"DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {condition} LIMIT {Step})";
        for (var i = 0; i < MostSteps; i++)
        {
            await using var connection = await database.OpenAsync(area, cancel);
            await using var command = connection.Sql(sql, ("@limit", limit));
            if (await command.ExecuteNonQueryAsync(cancel) < Step) return;
        }
    }
}
