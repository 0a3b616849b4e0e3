namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>A clip that was made.</summary>
/// <param name="File">An MP4 file, the caller's to move or delete.</param>
/// <param name="From">About when its first frame came.</param>
/// <param name="To">When its last frame came.</param>
/// <param name="Partial">True when less is seen than was wanted.</param>
internal sealed record MadeClip(string File, DateTimeOffset From, DateTimeOffset To, bool Partial);

/// <summary>
/// Joins pieces of the recording into one MP4 file: the stream as it came where a browser plays it (H.264) or MP4 holds it (HEVC), else encoded anew as H.264.
/// </summary>
internal sealed class ClipMaker(VideoOptions video, RecordingOptions options)
{
    private static readonly string[] Copied = ["h264", "hevc"];

    /// <summary>Null when there is nothing of that time.</summary>
    /// <exception cref="ClipException">ffmpeg failed.</exception>
    public async Task<MadeClip?> MakeAsync(ClipRequest request, RingFolder ring, CancellationToken cancellation)
    {
        var pieces = Overlapping(request, ring);
        if (pieces.Count == 0)
            return null;
        var name = Path.Combine(ring.Folder, $"clip-{Guid.NewGuid():N}");
        try
        {
            var codec = (await FfmpegTool.RunAsync(video.FfprobePath,
                ["-v", "error", "-select_streams", "v:0", "-show_entries", "stream=codec_name", "-of", "csv=p=0", pieces[0].Path], cancellation)).Trim().Trim(',');
            await File.WriteAllLinesAsync(name + ".txt", ["ffconcat version 1.0", .. pieces.Select(piece => $"file '{Path.GetFileName(piece.Path)}'")], cancellation);
            await FfmpegTool.RunAsync(video.FfmpegPath, Arguments(name, codec), cancellation);
            return new MadeClip(name + ".mp4", pieces[0].From, pieces[^1].To, IsPartial(request, pieces));
        }
        catch
        {
            File.Delete(name + ".mp4");
            throw;
        }
        finally
        {
            File.Delete(name + ".txt");
        }
    }

    /// <summary>True once everything up to the end was recorded.</summary>
    public static bool IsComplete(ClipRequest request, RingFolder ring) => ring.Segments().Any(piece => !piece.IsOpen && piece.To >= request.To);

    private static string[] Arguments(string name, string codec)
    {
        string[] how = Copied.Contains(codec)
            ? ["-c:v", "copy", .. codec == "hevc" ? ["-tag:v", "hvc1"] : Array.Empty<string>()]
            : ["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p", "-vf", "scale=trunc(iw/2)*2:trunc(ih/2)*2"];
        return
        [
            "-nostdin", "-v", "error", "-y", "-protocol_whitelist", "file", "-f", "concat", "-safe", "1", "-i", name + ".txt",
            "-map", "0:v:0", "-an", .. how, "-movflags", "+faststart", name + ".mp4",
        ];
    }

    // An open piece can be read too, up to where it is: it is taken only when the clip has to be made without waiting for its end.
    private static List<RingSegment> Overlapping(ClipRequest request, RingFolder ring) =>
        [.. ring.Segments().Where(piece => piece.Bytes > 0 && piece.To > request.From && piece.From < request.To && (!piece.IsOpen || !IsComplete(request, ring)))];

    private bool IsPartial(ClipRequest request, List<RingSegment> pieces)
    {
        var slack = 1.5 * options.SegmentLength;
        var hole = pieces.Zip(pieces.Skip(1)).Any(pair => pair.Second.From - pair.First.To > slack);
        return hole || pieces[0].From > request.From + slack || pieces[^1].To < request.To;
    }
}
