using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Work that is repeated until it is disposed. A failed round is logged and counted, and the next one comes after the pause as always.
/// Pauses are real time: they pace input and output, not the hub's decisions.
/// </summary>
internal sealed class BackgroundLoop : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly string _name;
    private readonly Func<CancellationToken, Task> _round;
    private readonly ILogger _log;
    private readonly Task _loop;
    private int _disposed;

    public BackgroundLoop(string name, TimeSpan pause, Func<CancellationToken, Task> round, ILogger log)
    {
        _name = name;
        _round = round;
        _log = log;
        _loop = Task.Run(() => RunAsync(pause));
    }

    /// <summary>Stops it; a second call does nothing (the container disposes one service once for each interface it was registered under).</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(TimeSpan pause)
    {
        using var timer = new PeriodicTimer(pause, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await RoundAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _log.LogDebug("Storage loop {Loop} stopped", _name);
        }
    }

    private async Task RoundAsync()
    {
        try
        {
            await _round(_stop.Token);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            _log.LogWarning(e, "Storage loop {Loop} failed; it goes on with its next round", _name);
            StorageMetrics.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", _name));
        }
    }
}
