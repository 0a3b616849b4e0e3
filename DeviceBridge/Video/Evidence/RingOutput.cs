using System.Diagnostics;
using System.Globalization;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>
/// The decoder's second output: the stream as it came, in pieces. It runs behind a queue of its own that drops when the disk is slow and tries again when the
/// disk refuses, so that neither a slow nor a full disk touches the frames on their way to the analysis. Never sound.
/// </summary>
internal static class RingOutput
{
    // The names come round after so many pieces: a bound even if nobody trims any more.
    private const int MostPieces = 256;
    private const int QueuedPackets = 256;

    public static void Add(ProcessStartInfo start, RingRun ring)
    {
        // Relative to the folder, so that no character of its path has a meaning to ffmpeg.
        start.WorkingDirectory = ring.Folder;
        var seconds = ring.SegmentLength.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-map", "0:v:0", "-an", "-sn", "-dn", "-c:v", "copy", "-f", "fifo", "-fifo_format", "segment",
            "-format_opts", $"segment_time={seconds}:segment_format=matroska:reset_timestamps=1:segment_wrap={MostPieces}",
            "-queue_size", $"{QueuedPackets}", "-drop_pkts_on_overflow", "1", "-attempt_recovery", "1", "-recover_any_error", "1",
            "-recovery_wait_time", "5", "-restart_with_keyframe", "1", $"{ring.Prefix}-%05d.mkv",
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }
}
