using SafetyHub.Grains.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>Writes batches of appends, one at a time. Implemented for each database.</summary>
internal interface IAppendStore : IAsyncDisposable
{
    /// <summary>Writes a batch in one transaction, on disk when the task completes; returns what became of each append.</summary>
    Task<AppendResult[]> AppendAsync(IReadOnlyList<PendingAppend> batch, CancellationToken cancel);

    /// <summary>True when the whole database is in trouble and not one append of the batch.</summary>
    bool IsOutage(Exception exception);
}
