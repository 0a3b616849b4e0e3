using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Settings of the video bridge; section <c>SafetyHub:Video</c>. Read once at start.</summary>
public sealed class VideoOptions
{
    /// <summary>Section of the configuration that holds these settings.</summary>
    public const string Section = "SafetyHub:Video";

    /// <summary>Folder for fetched and converted models. Relative paths count from the working directory. Default <c>.cache/safetyhub</c> in the home folder.</summary>
    [Required] public string CacheDirectory { get; set; } = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "safetyhub");

    /// <summary>Path of the operator's own model manifest (JSON beside its ONNX file). Empty (default): the model of <see cref="Quality"/>.</summary>
    public string ModelManifest { get; set; } = "";

    /// <summary>Which of the prepared default models is used. Default <see cref="DetectionQuality.Standard"/>.</summary>
    [EnumDataType(typeof(DetectionQuality))] public DetectionQuality Quality { get; set; } = DetectionQuality.Standard;

    /// <summary>Analysis threads shared by all cameras, 0 to 64. 0 (default) means one for each processor core.</summary>
    [Range(0, 64)] public int Workers { get; set; }

    /// <summary>
    /// How much this bridge analyses, in 1080p cameras of which 5 frames a second are looked at, 0 to 10,000. 0 (default) means 4 for each processor core, as measured
    /// on the reference machine.
    /// </summary>
    [Range(0.0, 10_000.0)] public double Capacity { get; set; }

    /// <summary>Sites whose cameras this bridge reaches, besides all cameras without a site; at most 32 names in the form of a device id. Default none.</summary>
    public IList<string> Sites { get; } = [];

    /// <summary>The ffmpeg program. Default <c>ffmpeg</c>, searched in PATH.</summary>
    [Required] public string FfmpegPath { get; set; } = "ffmpeg";

    /// <summary>The ffprobe program. Default <c>ffprobe</c>, searched in PATH.</summary>
    [Required] public string FfprobePath { get; set; } = "ffprobe";

    /// <summary>How long a source may take to tell its picture size, 1 s to 2 min. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")] public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A source without a frame for this long is restarted, 2 s to 5 min. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")] public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>First wait before a broken source is started again, 100 ms to 1 min. Doubles up to <see cref="LongestBackoff"/>. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")] public TimeSpan ShortestBackoff { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait before a broken source is started again, 1 s to 10 min. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan LongestBackoff { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A camera that shows nothing (covered, dark, out of focus) for this long is blind, 2 s to 5 min. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:05:00")] public TimeSpan BlindAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A camera that shows another view than usual for this long was moved, 5 s to 10 min. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")] public TimeSpan MovedAfter { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A camera that gives the very same picture for this long is frozen, 10 s to 1 h. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")] public TimeSpan FrozenAfter { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>A camera without a picture for this long is gone, 10 s to 10 min. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")] public TimeSpan GoneAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A camera must be well for this long before a fault of its view ends, 1 s to 10 min; each return within an hour doubles it, up to 10 min. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan RestoredAfter { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>While tracks are alive and nothing moves, people are looked for this often, 200 ms to 30 s. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:00:30")] public TimeSpan StillCheckInterval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>With no track and no motion, people are still looked for this often, 1 s to 10 min. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")] public TimeSpan IdleCheckInterval { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Sightings before a track counts as a person, 1 to 50. Default 3.</summary>
    [Range(1, 50)] public int TrackConfirmHits { get; set; } = 3;

    /// <summary>A track not seen for this long (and missed at least twice) is lost, 200 ms to 1 min. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.200", "00:01:00")] public TimeSpan TrackLostAfter { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>JPEG quality of stills and snapshots, 30 to 100. Default 80.</summary>
    [Range(30, 100)] public int JpegQuality { get; set; } = 80;

    /// <summary>A snapshot younger than this is handed out again instead of being encoded anew, 0 to 10 s. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")] public TimeSpan SnapshotReuse { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Observations waiting for delivery, all cameras together, 8 to 4096. At the bound the oldest is dropped, counted and logged. Default 128 (about 25 MB of stills).</summary>
    [Range(8, 4096)] public int ReportQueue { get; set; } = 128;

    /// <summary>How long one attempt to deliver an observation may take, 1 s to 2 min. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")] public TimeSpan ReportTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An observation that could not be delivered for this long is given up, counted and logged, 10 s to 1 day. Default 30 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")] public TimeSpan ReportGiveUpAfter { get; set; } = TimeSpan.FromMinutes(30);
}

/// <summary>Which prepared default model is used.</summary>
public enum DetectionQuality
{
    /// <summary>NanoDet-g on 320 x 320 pixels.</summary>
    Standard,

    /// <summary>NanoDet-g on 416 x 416 pixels: finds smaller people for about 1.6 times the processor time.</summary>
    High,
}
