using SafetyHub.Residents;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Residents;

/// <summary>
/// Takes residents' records of an earlier release, which lie in grain storage in plain text, into the encrypted book: once, in the background, at the first start
/// of this release. Until a record's turn has come it works from where it lies. Ends when all are done; a failure is tried again at the next start.
/// </summary>
internal sealed partial class PlainRecords(HubDatabase database, ISettingsStore settings, IGrainFactory grains, ILogger<PlainRecords> log) : BackgroundService
{
    private const string Done = "residents-in-book";
    private const string Prefix = "resident-";
    private const int Batch = 500;

    /// <summary>The whole way; returns how many grains were asked.</summary>
    public async Task<int> TakeOverAsync(CancellationToken cancel)
    {
        if (await settings.FindAsync(Done, cancel) is not null) return 0;
        var (asked, after) = (0, "");
        while (await KeysAsync(after, cancel) is { Count: > 0 } keys)
        {
            foreach (var key in keys) await grains.GetGrain<IResidentGrain>(key).Refresh();
            (asked, after) = (asked + keys.Count, keys[^1]);
        }
        await settings.SetAsync(Done, "yes", cancel);
        return asked;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await TakeOverAsync(stoppingToken) is > 0 and var asked) LogTaken(log, asked);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Taking over records of residents stopped on the way");
        }
        catch (Exception e)
        {
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "plain-records"));
            LogFailed(log, e);
        }
    }

    private async Task<List<string>> KeysAsync(string after, CancellationToken cancel)
    {
        var (table, key) = database.Kind == StorageKind.Sqlite ? ("GrainState", "KeyText") : ("grain_state", "key_text");
        await using var connection = await database.OpenAsync(StorageArea.Main, cancel);
        await using var command = connection.Sql(
            $"SELECT DISTINCT {key} FROM {table} WHERE {key} LIKE @prefix AND {key} > @after ORDER BY {key} LIMIT {Batch}", ("@prefix", Prefix + "%"), ("@after", after));
        return await command.ReadAllAsync(row => row.GetString(0), cancel);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Records of residents are encrypted now; {Asked} homes were looked at")]
    private static partial void LogTaken(ILogger logger, int asked);

    [LoggerMessage(Level = LogLevel.Error, Message = "Not all records of residents could be encrypted; the next start tries again. They are in use all the same")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}
