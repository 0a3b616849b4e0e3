using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SafetyHub.Grains.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Group commit: appends queue up while a batch is being written and go to disk together with the next one. A caller waits for its own append and
/// at most <see cref="Patience"/>; then it gets an exception and never a false acknowledgement. The queue holds 4,096 appends, more wait outside.
/// </summary>
internal sealed class AppendQueue : IAsyncDisposable
{
    /// <summary>Longest time a caller waits. Real time whatever the hub's clock says: it bounds input and output.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan BatchLimit = TimeSpan.FromSeconds(3.5);
    private const int LargestBatch = 256;
    private readonly Channel<PendingAppend> _queue =
        Channel.CreateBounded<PendingAppend>(new BoundedChannelOptions(4096) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
    private readonly IAppendStore _store;
    private readonly ILogger _log;
    private readonly Task _loop;

    public AppendQueue(IAppendStore store, ILogger log)
    {
        _store = store;
        _log = log;
        _loop = Task.Run(WriteAsync);
    }

    public async Task<AppendResult> AppendAsync(PendingAppend item, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            if (!_queue.Writer.TryWrite(item)) await _queue.Writer.WriteAsync(item, limit.Token);
            return await item.Done.Task.WaitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new StorageUnavailableException($"The incident log was not written within {Patience.TotalSeconds:0} s", null);
        }
        catch (ChannelClosedException e)
        {
            throw new StorageUnavailableException("The hub is stopping", e);
        }
        finally
        {
            item.Abandoned = true;
        }
    }

    /// <summary>Writes what has queued up and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        await _store.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        var batch = new List<PendingAppend>(LargestBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _queue.Reader.TryRead(out var item))
            {
                if (!item.Abandoned) batch.Add(item);
            }
            if (batch.Count > 0) await WriteAsync(batch);
        }
    }

    private async Task WriteAsync(List<PendingAppend> batch)
    {
        try
        {
            using var limit = new CancellationTokenSource(BatchLimit);
            var results = await _store.AppendAsync(batch, limit.Token);
            Complete(batch, results);
        }
        catch (Exception e) when (batch.Count > 1 && !_store.IsOutage(e))
        {
            // One append holds what the database refuses; alone, each of the others succeeds and only that one fails.
            _log.LogWarning(e, "A batch of {Count} appends was refused; its appends are written one by one", batch.Count);
            foreach (var item in batch) await WriteAsync([item]);
        }
        catch (Exception e)
        {
            Fail(batch, e);
        }
    }

    private static void Complete(List<PendingAppend> batch, AppendResult[] results)
    {
        StorageMetrics.BatchSize.Record(batch.Count);
        for (var i = 0; i < batch.Count; i++)
        {
            StorageMetrics.Appends.Add(1, new KeyValuePair<string, object?>("outcome", results[i].Status switch
            {
                AppendStatus.Appended => "appended",
                AppendStatus.DuplicateSignal => "duplicate",
                _ => "conflict",
            }));
            StorageMetrics.AppendTime.Record(Stopwatch.GetElapsedTime(batch[i].QueuedAt).TotalSeconds);
            batch[i].Done.TrySetResult(results[i]);
        }
    }

    private void Fail(List<PendingAppend> batch, Exception e)
    {
        _log.LogError(e, "The incident log could not be written; {Count} appends failed and nothing of them is acknowledged", batch.Count);
        StorageMetrics.Appends.Add(batch.Count, new KeyValuePair<string, object?>("outcome", "failed"));
        foreach (var item in batch) item.Done.TrySetException(new StorageUnavailableException("The incident log could not be written", e));
    }
}
