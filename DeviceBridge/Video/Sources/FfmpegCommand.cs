using System.Diagnostics;
using System.Globalization;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Builds the command lines of ffmpeg and ffprobe. Every user of the machine can read a command line, so a network address goes
/// in as a one-entry concat script on standard input: it is on no disk, in no argument and in no environment.
/// </summary>
internal static class FfmpegCommand
{
    /// <summary>Reads a stream for as long as it goes on. <paramref name="hardware"/> is a method of ffmpeg's, or null for the processor.</summary>
    public static ProcessStartInfo Decode(VideoOptions options, CameraAddress address, FrameSize size, double fps, string? hardware = null, RingRun? ring = null)
    {
        var start = Prepare(options.FfmpegPath);
        Add(start, "-nostdin", "-hide_banner", "-v", "error", "-threads", "1");
        if (hardware is not null)
            Add(start, "-hwaccel", hardware);
        AddInput(start, address, loop: true);
        var filter = string.Create(CultureInfo.InvariantCulture, $"fps={fps},scale={size.Width}:{size.Height}:flags=fast_bilinear");
        Add(start, "-map", "0:v:0", "-an", "-sn", "-dn", "-vf", filter, "-pix_fmt", "bgr24", "-f", "rawvideo", "pipe:1");
        if (ring is not null)
            RingOutput.Add(start, ring);
        return start;
    }

    /// <summary>Decodes JPEGs that the hub itself fetched and writes to standard input, each as a part with its length (see <see cref="SnapshotFeed"/>).</summary>
    public static ProcessStartInfo DecodeSnapshots(VideoOptions options, FrameSize size)
    {
        var start = Prepare(options.FfmpegPath);
        Add(start, "-hide_banner", "-v", "error", "-threads", "1", "-protocol_whitelist", "pipe");
        Add(start, "-probesize", "32", "-analyzeduration", "0", "-f", "mpjpeg", "-i", "pipe:0");
        Add(start, "-map", "0:v:0", "-an", "-sn", "-dn", "-vsync", "passthrough", "-vf", $"scale={size.Width}:{size.Height}:flags=fast_bilinear");
        Add(start, "-pix_fmt", "bgr24", "-f", "rawvideo", "pipe:1");
        return start;
    }

    /// <summary>Asks which hardware methods this ffmpeg was built with; that the device is there is another matter.</summary>
    public static ProcessStartInfo ListHardware(VideoOptions options)
    {
        var start = Prepare(options.FfmpegPath);
        Add(start, "-hide_banner", "-v", "error", "-hwaccels");
        return start;
    }

    /// <summary>Decodes a file from its start to its end as fast as it goes, at <paramref name="fps"/> or, when null, frame by frame.</summary>
    public static ProcessStartInfo Once(VideoOptions options, CameraAddress file, FrameSize size, double? fps)
    {
        var start = Prepare(options.FfmpegPath);
        Add(start, "-nostdin", "-hide_banner", "-v", "error", "-threads", "1");
        AddInput(start, file, loop: false);
        var rate = fps is null ? "" : string.Create(CultureInfo.InvariantCulture, $"fps={fps},");
        Add(start, "-map", "0:v:0", "-an", "-sn", "-dn", "-vsync", fps is null ? "passthrough" : "cfr");
        Add(start, "-vf", $"{rate}scale={size.Width}:{size.Height}:flags=fast_bilinear", "-pix_fmt", "bgr24", "-f", "rawvideo", "pipe:1");
        return start;
    }

    /// <summary>Asks for the size, rate and length of a file.</summary>
    public static ProcessStartInfo Describe(VideoOptions options, CameraAddress file)
    {
        var start = Prepare(options.FfprobePath);
        Add(start, "-hide_banner", "-v", "error");
        AddInput(start, file, loop: false);
        Add(start, "-select_streams", "v:0", "-show_entries", "stream=width,height,avg_frame_rate:format=duration", "-of", "json");
        return start;
    }

    public static ProcessStartInfo Probe(VideoOptions options, CameraAddress address)
    {
        var start = Prepare(options.FfprobePath);
        Add(start, "-hide_banner", "-v", "error");
        AddInput(start, address, loop: false);
        Add(start, "-select_streams", "v:0", "-show_entries", "stream=width,height", "-of", "json");
        return start;
    }

    /// <summary>What standard input has to carry; empty for a file, which needs no secret. A camera is asked for its video only: sound is not even sent.</summary>
    public static string Script(CameraAddress address, TimeSpan socketTimeout, CameraTransport transport = CameraTransport.Tcp)
    {
        if (address.Scheme == CameraScheme.File)
            return "";
        var quoted = address.Secret.Replace("'", @"'\''", StringComparison.Ordinal);
        var timeout = ((long)socketTimeout.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        var script = $"ffconcat version 1.0\nfile '{quoted}'\noption use_wallclock_as_timestamps 1\n";
        return script + (address.Scheme == CameraScheme.Rtsp
            ? $"option rtsp_transport {(transport == CameraTransport.Udp ? "udp" : "tcp")}\noption allowed_media_types video\noption timeout {timeout}\n"
            : $"option rw_timeout {timeout}\n");
    }

    private static void AddInput(ProcessStartInfo start, CameraAddress address, bool loop)
    {
        // The white list keeps a hostile camera (or play list) from pointing ffmpeg at local files.
        switch (address.Scheme)
        {
            case CameraScheme.File:
                if (loop)
                    Add(start, "-stream_loop", "-1", "-re");
                Add(start, "-protocol_whitelist", "file", "-i", address.Secret);
                break;
            case CameraScheme.Rtsp:
                Add(start, "-protocol_whitelist", "pipe,rtsp,rtsps,rtp,udp,tcp,tls", "-f", "concat", "-safe", "0", "-i", "pipe:0");
                break;
            default:
                Add(start, "-protocol_whitelist", "pipe,http,https,httpproxy,tcp,tls", "-f", "concat", "-safe", "0", "-i", "pipe:0");
                break;
        }
    }

    private static ProcessStartInfo Prepare(string program) => new(program)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
        CreateNoWindow = true,
    };

    private static void Add(ProcessStartInfo start, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
    }
}
