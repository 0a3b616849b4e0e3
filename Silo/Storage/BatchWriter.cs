using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>How much a <see cref="BatchWriter{T}"/> holds and writes at once.</summary>
/// <param name="Queue">Items that wait; a full queue takes no more.</param>
/// <param name="Batch">Most items of one transaction.</param>
internal readonly record struct BatchLimits(int Queue, int Batch);

/// <summary>
/// Writes items that may wait, many in one transaction. A batch that fails is tried again every second while the queue fills up; when the queue is
/// full, <see cref="TryWrite"/> says so and the giver decides what is lost.
/// </summary>
internal sealed class BatchWriter<T> : IAsyncDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<T> _queue;
    private readonly string _name;
    private readonly BatchLimits _limits;
    private readonly Func<IReadOnlyList<T>, CancellationToken, Task> _write;
    private readonly ILogger _log;
    private readonly Task _loop;

    public BatchWriter(string name, BatchLimits limits, Func<IReadOnlyList<T>, CancellationToken, Task> write, ILogger log)
    {
        (_name, _limits, _write, _log) = (name, limits, write, log);
        _queue = Channel.CreateBounded<T>(new BoundedChannelOptions(limits.Queue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _loop = Task.Run(RunAsync);
    }

    public bool TryWrite(T item)
    {
        if (_queue.Writer.TryWrite(item)) return true;
        StorageMetrics.Refused.Add(1, new KeyValuePair<string, object?>("queue", _name));
        return false;
    }

    /// <summary>Writes what waits, within five seconds; what is left after that is lost and logged.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        _stop.CancelAfter(StopLimit);
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<T>();
        try
        {
            while (batch.Count > 0 || await _queue.Reader.WaitToReadAsync(_stop.Token))
            {
                if (!_queue.Reader.Completion.IsCompleted) await Task.Delay(Gather, TimeProvider.System, _stop.Token);
                while (batch.Count < _limits.Batch && _queue.Reader.TryRead(out var item)) batch.Add(item);
                if (await TryWriteAsync(batch)) batch.Clear();
                else await Task.Delay(RetryPause, TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _log.LogWarning("Stopped with {Count} items of {Queue} not written", batch.Count + _queue.Reader.Count, _name);
        }
    }

    private async Task<bool> TryWriteAsync(List<T> batch)
    {
        try
        {
            if (batch.Count > 0) await _write(batch, _stop.Token);
            return true;
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            _log.LogWarning(e, "{Count} items of {Queue} could not be written; they are tried again", batch.Count, _name);
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", _name));
            return false;
        }
    }
}
