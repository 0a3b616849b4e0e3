using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Clips of what cameras report; section <c>SafetyHub:Recording</c>. Sound is never recorded.</summary>
public sealed class RecordingOptions
{
    /// <summary>Section of the configuration that holds these settings.</summary>
    public const string Section = "SafetyHub:Recording";

    /// <summary>Whether anything is recorded at all. Default true. Without it incidents have stills only and nothing is kept between them.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder for the last moments of every camera. Memory (tmpfs) spares the disk. Default: <c>ring</c> in the data directory.</summary>
    public string Folder { get; set; } = "";

    /// <summary>How much is seen before the moment, 0 to 60 s. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")] public TimeSpan Before { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How much is seen after the moment, 1 s to 2 min. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:02:00")] public TimeSpan After { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Length of a piece of the recording, 1 to 10 s; longer where the camera sends key frames less often. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:10")] public TimeSpan SegmentLength { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Most bytes of one camera's last moments, 1 MiB to 4 GiB; beyond it the oldest go and clips begin later. Default 64 MiB (33 s at 16 Mbit/s).</summary>
    [Range(1L << 20, 1L << 32)] public long CameraBytes { get; set; } = 64L << 20;

    /// <summary>Most bytes of all cameras' last moments on this bridge, 16 MiB to 1 TiB; beyond it the oldest go. Default 16 GiB.</summary>
    [Range(16L << 20, 1L << 40)] public long TotalBytes { get; set; } = 16L << 30;

    /// <summary>Free space of the folder's disk below which the last moments are thrown away at once, 0 to 1 TiB, in bytes. They are the first to go. Default 1 GiB.</summary>
    [Range(0L, 1L << 40)] public long DiskFloor { get; set; } = 1L << 30;

    /// <summary>Largest width of the masked version in pixels, 160 to 1,920. Default 960.</summary>
    [Range(160, 1920)] public int MaskedWidth { get; set; } = 960;

    /// <summary>Frames a second of the masked version, 1 to 30. Default 10.</summary>
    [Range(1, 30)] public int MaskedFramesPerSecond { get; set; } = 10;

    /// <summary>How long the last moments are kept: what a clip needs and as much again for the time it takes to make it.</summary>
    internal TimeSpan Kept => (Before + After + SegmentLength) * 2 + TimeSpan.FromSeconds(20);
}
