namespace SafetyHub.Silo.Storage;

/// <summary>
/// Brings the write-ahead file of a SQLite database to disk, once for all writers who ask while a sync runs. What was committed without a sync of
/// its own is then as safe as with one, without holding the write lock for the time of a sync.
/// </summary>
internal sealed class WalFlusher(string databasePath) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _path = databasePath + "-wal";
    private FileStream? _file;
    private Task? _running;
    private Task? _next;

    /// <summary>Completes when everything that was committed before the call is on disk.</summary>
    public Task FlushAsync()
    {
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true }) return _running = Task.Run(Flush);
            // The sync that runs may have begun before the caller's commit: the caller needs the one after it.
            return _next ??= AfterAsync(_running);
        }
    }

    public void Dispose() => _file?.Dispose();

    private async Task AfterAsync(Task running)
    {
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Task mine;
        lock (_lock)
        {
            _next = null;
            // Somebody may have begun another one in between; it began after this caller's commit and serves it too.
            mine = _running = ReferenceEquals(_running, running) ? Task.Run(Flush) : _running!;
        }
        await mine;
    }

    /// <summary>SQLite keeps the write-ahead file as long as one connection is open, and the hub keeps one; so the handle stays good. SQLite locks other files, not this one.</summary>
    private void Flush()
    {
        _file ??= new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        RandomAccess.FlushToDisk(_file.SafeFileHandle);
    }
}
