using Microsoft.Extensions.Logging;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// A file beside the database that holds nothing but room. On a full disk it is thrown away, so that the incident log goes on writing; it is laid down again
/// once there is room. While it is away only what an alarm needs is written to this disk. Safe for concurrent use.
/// </summary>
internal sealed class DiskReserve(string databasePath, long bytes)
{
    private readonly Lock _lock = new();
    private bool _spent;

    public string Path { get; } = databasePath + ".reserve";

    /// <summary>True from the moment the room was given away until it is laid down again.</summary>
    public bool IsSpent => Volatile.Read(ref _spent);

    /// <summary>Gives the room away; false when there is none left to give.</summary>
    public bool TryRelease(ILogger? log = null)
    {
        if (bytes == 0) return false;
        lock (_lock)
        {
            Volatile.Write(ref _spent, true);
            if (!File.Exists(Path)) return false;
            File.Delete(Path);
        }
        log?.LogCritical("The disk of the database is full: the reserve of {Bytes} bytes was given to the incident log. Make room (runbook disk-full)", bytes);
        return true;
    }

    /// <summary>Lays the room down when the disk has it twice over; true when it lies there.</summary>
    public bool TryFill(long free)
    {
        if (bytes == 0) return true;
        lock (_lock)
        {
            if (!File.Exists(Path) && (free < 2 * bytes || !Allocate())) return false;
            Volatile.Write(ref _spent, false);
            return true;
        }
    }

    private bool Allocate()
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = bytes };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new FileStream(Path, options);
            file.SetLength(bytes);
            return true;
        }
        catch (IOException)
        {
            File.Delete(Path); // the disk filled up meanwhile: tried again at the next look
            return false;
        }
    }
}
