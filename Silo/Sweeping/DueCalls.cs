using System.Collections.Concurrent;

namespace SafetyHub.Silo.Sweeping;

/// <summary>
/// Calls to grains whose deadline has passed: at most 16 at once, one per grain. The sweep does not wait for their end, so a slow grain holds one
/// place and stops nobody; when all places are taken, the sweep leaves the rest to its next tick, which finds them again in storage.
/// </summary>
#pragma warning disable CA1001 // The semaphore holds nothing to free as long as nobody asks for its wait handle, and calls may outlive the sweeper.
internal sealed partial class DueCalls(string what, TimeProvider clock, ILogger log)
#pragma warning restore CA1001
{
    /// <summary>Calls at once.</summary>
    public const int Places = 16;
    private static readonly TimeSpan WaitForPlace = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _places = new(Places, Places);
    private readonly ConcurrentDictionary<string, byte> _running = new(StringComparer.Ordinal);

    /// <summary>
    /// Starts the call unless one for this grain still runs. False when no place came free soon: the sweep then ends, and its next tick goes on.
    /// </summary>
    public async Task<bool> TryStartAsync(string id, Func<Task> call, CancellationToken cancel)
    {
        if (_running.ContainsKey(id)) return true;
        if (!_places.Wait(0, CancellationToken.None) && !await WaitAsync(cancel))
        {
            SweeperMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("of", what));
            return false;
        }
        _running[id] = 0;
        _ = RunAsync(id, call);
        return true;
    }

    private async Task<bool> WaitAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(WaitForPlace, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await _places.WaitAsync(both.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RunAsync(string id, Func<Task> call)
    {
        var started = clock.GetTimestamp();
        try
        {
            await call();
            SweeperMetrics.Calls.Add(1, new KeyValuePair<string, object?>("of", what));
        }
        catch (Exception e)
        {
            // The deadline stays in storage and the next tick calls again; nothing is lost but a second.
            SweeperMetrics.Failures.Add(1, new KeyValuePair<string, object?>("loop", what));
            LogCallFailed(e, what, id, clock.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            _running.TryRemove(id, out _);
            _places.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The deadline check of {What} {Id} failed after {Seconds:0.0} s; it is tried again")]
    private partial void LogCallFailed(Exception error, string what, string id, double seconds);
}
