using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>
/// Keeps the recordings within their bounds: time and bytes of each camera, bytes of all together, free space of the disk. The last moments are the first that
/// go when room is short.
/// </summary>
internal sealed class RingKeeper(ClipRecorder recorder, RecordingOptions options, RecordingState state, TimeProvider time, ILogger<RingKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWork = TimeSpan.FromMinutes(10);

    /// <summary>One round.</summary>
    public void Trim()
    {
        var bytes = recorder.Rings.Sum(ring => ring.Trim());
        if (bytes > options.TotalBytes) Shrink(bytes - options.TotalBytes);
        SayRoom();
        foreach (var ring in recorder.Rings) DeleteLeftOvers(ring.Folder);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Enabled) return;
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            do TryTrim();
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogDebug("Recordings are no longer trimmed; the decoders stop too");
        }
    }

    private void TryTrim()
    {
        try
        {
            Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(failure, "The recordings could not be trimmed; tried again in {Pause}", Pause);
        }
    }

    private void SayRoom()
    {
        if (!Directory.Exists(options.Folder)) return;
        var low = new DriveInfo(options.Folder).AvailableFreeSpace < options.DiskFloor;
        if (low) Shrink(long.MaxValue);
        if (low != state.ShortOfRoom) log.LogWarning("Recordings of the last moments are {State}", low ? "thrown away: the disk is short of room" : "kept again");
        state.ShortOfRoom = low;
    }

    private void Shrink(long bytes)
    {
        foreach (var segment in recorder.Rings.SelectMany(ring => ring.Segments()).Where(segment => !segment.IsOpen).OrderBy(segment => segment.To))
        {
            if (bytes <= 0) return;
            if (RingFolder.TryDelete(segment)) bytes -= segment.Bytes;
        }
    }

    /// <summary>Half-made clips of a hub that was killed.</summary>
    private void DeleteLeftOvers(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles("clip-*"))
        {
            if (time.GetUtcNow() - file.LastWriteTimeUtc > LongestWork) file.Delete();
        }
    }
}
