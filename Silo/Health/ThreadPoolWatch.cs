namespace SafetyHub.Silo.Health;

/// <summary>
/// Measures how long work waits for a thread of the pool, from a thread of its own: a starved pool cannot measure itself.
/// </summary>
internal sealed class ThreadPoolWatch(TimeProvider clock) : IHostedService, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private readonly ManualResetEventSlim _stop = new();
    private long _asked;
    private long _waited;
    private int _open;

    /// <summary>How long the newest work item waited, or has been waiting.</summary>
    public TimeSpan Wait => Volatile.Read(ref _open) == 1 ? clock.GetElapsedTime(Volatile.Read(ref _asked)) : TimeSpan.FromTicks(Volatile.Read(ref _waited));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Watch) { IsBackground = true, Name = "thread-pool-watch" }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stop.Set();
        return Task.CompletedTask;
    }

    public void Dispose() => _stop.Dispose();

    private void Watch()
    {
        try
        {
            while (!_stop.Wait(Period)) Ask();
        }
        catch (ObjectDisposedException)
        {
            // The host was torn down without a stop; there is nothing left to watch.
        }
    }

    private void Ask()
    {
        if (Interlocked.Exchange(ref _open, 1) == 1) return;
        Volatile.Write(ref _asked, clock.GetTimestamp());
        ThreadPool.UnsafeQueueUserWorkItem(static watch => watch.Answer(), this, preferLocal: false);
    }

    private void Answer()
    {
        Volatile.Write(ref _waited, clock.GetElapsedTime(Volatile.Read(ref _asked)).Ticks);
        Volatile.Write(ref _open, 0);
    }
}
