using System.Diagnostics;
using System.Globalization;
using SafetyHub.Testing;

namespace SafetyHub.Benchmarks.Video;

/// <summary>Debian's <c>motion</c> on a clip, with its defaults except that it writes no pictures, films or pages.</summary>
internal static class MotionRun
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4);

    /// <summary>Processor time for each decoded frame.</summary>
    public static async Task<MotionCost> MeasureAsync(string clip, int framesPerSecond, TimeSpan duration)
    {
        using var folder = new TempDirectory();
        using var motion = Start(folder, clip, $"framerate {framesPerSecond}");
        try
        {
            await Task.Delay(Settling);
            var (before, from) = (motion.TotalProcessorTime, Position(motion, clip));
            await Task.Delay(duration);
            motion.Refresh();
            var decoded = (Position(motion, clip) - from) / new FileInfo(clip).Length * BenchClips.Seconds * BenchClips.FramesPerSecond;
            return new MotionCost($"motion at {framesPerSecond} frames a second", decoded, (motion.TotalProcessorTime - before).TotalMilliseconds / decoded);
        }
        finally
        {
            await EndAsync(motion);
        }
    }

    /// <summary>How often it found motion, finds closer than <paramref name="apart"/> counted once.</summary>
    public static async Task<int> TriggersAsync(string clip, TimeSpan duration, TimeSpan apart)
    {
        using var folder = new TempDirectory();
        var triggers = folder.File("triggers");
        using var motion = Start(folder, clip, string.Create(CultureInfo.InvariantCulture, $"framerate 5\nevent_gap {apart.TotalSeconds:0}\non_event_start echo 1 >> {triggers}"));
        await Task.Delay(duration);
        await EndAsync(motion);
        return File.Exists(triggers) ? File.ReadLines(triggers).Count() : 0;
    }

    private static Process Start(TempDirectory folder, string clip, string more)
    {
        var settings = folder.File("motion.conf");
        File.WriteAllText(settings, $"""
            daemon off
            setup_mode off
            log_level 4
            log_file {folder.File("log")}
            target_dir {folder.Path}
            netcam_url file://{clip}
            picture_output off
            movie_output off
            webcontrol_port 0
            stream_port 0
            {more}

            """);
        try
        {
            return Process.Start(new ProcessStartInfo("motion", ["-n", "-c", settings]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception fault)
        {
            throw new InvalidOperationException("motion is not installed; start it by ./hub bench video.", fault);
        }
    }

    // How far it has read the file: it paces itself, and a busy machine slows it.
    private static double Position(Process motion, string clip)
    {
        foreach (var link in Directory.EnumerateFileSystemEntries($"/proc/{motion.Id}/fd"))
        {
            if (new FileInfo(link).LinkTarget == clip)
                return double.Parse(File.ReadLines($"/proc/{motion.Id}/fdinfo/{Path.GetFileName(link)}").First().Split('\t')[1], CultureInfo.InvariantCulture);
        }
        throw new InvalidOperationException($"motion does not read {clip}.");
    }

    private static async Task EndAsync(Process motion)
    {
        motion.Kill(entireProcessTree: true);
        await motion.WaitForExitAsync();
    }
}
