using System.Globalization;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>One life of a decoder that records beside decoding.</summary>
/// <param name="Folder">Where the pieces go.</param>
/// <param name="Prefix">How their names begin.</param>
/// <param name="SegmentLength">How long a piece is.</param>
internal sealed record RingRun(string Folder, string Prefix, TimeSpan SegmentLength);

/// <summary>A piece of the recording.</summary>
/// <param name="Path">Its file.</param>
/// <param name="From">About when its first frame came.</param>
/// <param name="To">When its last frame came.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="IsOpen">True while it is being written.</param>
internal sealed record RingSegment(string Path, DateTimeOffset From, DateTimeOffset To, long Bytes, bool IsOpen);

/// <summary>
/// The last moments of one camera: pieces that its decoder copies from the stream, undecoded. When a piece was recorded is read from the file's own time, which
/// is when its last frame arrived: the stream's clock says nothing about the hub's.
/// </summary>
internal sealed class RingFolder(string folder, RecordingOptions options, TimeProvider time)
{
    private const string Pattern = "*.mkv";
    private string _prefix = "";

    public string Folder => folder;

    /// <summary>Prepares for a decoder that starts now.</summary>
    public RingRun BeginRun()
    {
        Directory.CreateDirectory(folder);
        var prefix = time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        Volatile.Write(ref _prefix, prefix);
        return new RingRun(folder, prefix, options.SegmentLength);
    }

    /// <summary>Says that no decoder writes any more.</summary>
    public void EndRun() => Volatile.Write(ref _prefix, "");

    /// <summary>The pieces there are, oldest first.</summary>
    public IReadOnlyList<RingSegment> Segments()
    {
        var directory = new DirectoryInfo(folder);
        if (!directory.Exists)
            return [];
        var segments = new List<RingSegment>();
        foreach (var run in directory.EnumerateFiles(Pattern).Where(HasBegun).GroupBy(RunOf))
        {
            var files = run.OrderBy(file => file.LastWriteTimeUtc).ToList();
            DateTimeOffset? end = null;
            for (var i = 0; i < files.Count; i++)
            {
                var to = new DateTimeOffset(files[i].LastWriteTimeUtc, TimeSpan.Zero);
                var open = i == files.Count - 1 && run.Key == Volatile.Read(ref _prefix);
                segments.Add(new RingSegment(files[i].FullName, Began(end, to), to, files[i].Length, open));
                end = to;
            }
        }
        segments.Sort((a, b) => a.To.CompareTo(b.To));
        return segments;
    }

    /// <summary>Deletes what is older than it has to be kept, and the oldest beyond the camera's share of the room. Returns the bytes that are left.</summary>
    public long Trim()
    {
        var oldest = time.GetUtcNow() - options.Kept;
        var segments = Segments();
        var bytes = segments.Sum(segment => segment.Bytes);
        foreach (var segment in segments)
        {
            if (segment.IsOpen || segment.To >= oldest && bytes <= options.CameraBytes)
                continue;
            if (TryDelete(segment))
                bytes -= segment.Bytes;
        }
        return bytes;
    }

    /// <summary>A piece is gone when it could be deleted, or was deleted by the decoder, which begins anew at the first name after a failure.</summary>
    public static bool TryDelete(RingSegment segment)
    {
        try
        {
            File.Delete(segment.Path);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false; // tried again at the next trim, within seconds
        }
    }

    // The first piece of a run begins about its length before its end; a hole after a failed write is not part of the piece behind it.
    private DateTimeOffset Began(DateTimeOffset? end, DateTimeOffset to)
    {
        var guessed = to - options.SegmentLength;
        return end is { } known && known > to - 8 * options.SegmentLength ? known : guessed;
    }

    // The next piece is made a moment before the last one is closed: while it is empty it is none. One that stays empty is what a full disk left, to be trimmed.
    private bool HasBegun(FileInfo file) => file.Exists && (file.Length > 0 || time.GetUtcNow() - file.LastWriteTimeUtc > options.Kept);

    private static string RunOf(FileInfo file) => file.Name.Split('-')[0];
}
