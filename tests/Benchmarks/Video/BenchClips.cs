using System.Diagnostics;
using SafetyHub.DeviceBridge.Video;

namespace SafetyHub.Benchmarks.Video;

/// <summary>The clips of the video benchmarks: made once with ffmpeg and kept in the cache.</summary>
internal sealed class BenchClips
{
    /// <summary>Length of every clip.</summary>
    public const int Seconds = 30;

    /// <summary>Frames a second of every clip.</summary>
    public const int FramesPerSecond = 25;

    // What a camera sends: main profile, no B-frames, a key frame every two seconds.
    private static readonly string[] CameraCoding = ["-c:v", "libx264", "-preset", "veryfast", "-bf", "0", "-g", "50", "-pix_fmt", "yuv420p", "-an"];
    private readonly string _folder = Path.Combine(new VideoOptions().CacheDirectory, "bench");

    public BenchClips()
    {
        if (Environment.GetEnvironmentVariable("SAFETYHUB_CACHE") is { Length: > 0 } cache)
            _folder = Path.Combine(cache, "bench");
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Debian's film of pedestrians, as it is.</summary>
    public static string Pedestrians => Environment.GetEnvironmentVariable("SAFETYHUB_VTEST") is { Length: > 0 } set && File.Exists(set)
        ? set
        : throw new FileNotFoundException("The film of pedestrians is missing (SAFETYHUB_VTEST); start it by ./hub bench video.");

    /// <summary>Pedestrians all the time.</summary>
    public string Busy(int width, int height, string rate) => Make($"busy-{width}x{height}.mp4", ["-i", Pedestrians, "-vf", $"fps={FramesPerSecond},scale={width}:{height}", .. Rate(rate), .. CameraCoding]);

    /// <summary>Nobody, and the noise of a sensor.</summary>
    public string Idle(int width, int height, string rate) => Make($"idle-{width}x{height}.mp4",
        ["-f", "lavfi", "-i", $"smptehdbars=s={width}x{height}:r={FramesPerSecond}", "-vf", "noise=alls=3:allf=t", .. Rate(rate), .. CameraCoding]);

    /// <summary>Nobody, but two flashes of lightning, eight seconds of wind at the pole and the noise of a sensor.</summary>
    public string Nuisance()
    {
        var street = Make("street.png", ["-f", "lavfi", "-i", "mandelbrot=s=760x440:start_scale=0.4", "-frames:v", "1"], timed: false);
        const string Wind = "between(t,20,28)";
        const string Filter = $"crop=640:360:x='60+{Wind}*9*sin(37*t)':y='40+{Wind}*5*sin(53*t)',"
            + "eq=brightness='0.45*(between(t,8,8.12)+between(t,14,14.2))':eval=frame,noise=alls=4:allf=t";
        return Make("nuisance-640x360.mp4", ["-loop", "1", "-framerate", $"{FramesPerSecond}", "-i", street, "-vf", Filter, .. Rate("1M"), .. CameraCoding]);
    }

    private static string[] Rate(string rate) => ["-b:v", rate, "-maxrate", rate, "-bufsize", rate];

    private string Make(string name, string[] arguments, bool timed = true)
    {
        var path = Path.Combine(_folder, name);
        if (File.Exists(path))
            return path;
        Report.Say($"making {name}");
        var unfinished = Path.Combine(_folder, "unfinished-" + name);
        string[] length = timed ? ["-t", $"{Seconds}"] : [];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", ["-nostdin", "-v", "error", "-y", .. arguments, .. length, unfinished]))!;
        ffmpeg.WaitForExit();
        if (ffmpeg.ExitCode != 0)
            throw new InvalidOperationException($"ffmpeg could not make {name}.");
        File.Move(unfinished, path, overwrite: true);
        return path;
    }
}
