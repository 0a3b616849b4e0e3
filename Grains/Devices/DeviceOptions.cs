using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Grains.Devices;

/// <summary>How devices are watched and heard; section <c>SafetyHub:Devices</c>.</summary>
public sealed class DeviceOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Devices";

    /// <summary>How often a device speaks when its configuration names no <c>heartbeatSeconds</c>. Default 60 s, range 10 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "01:00:00")]
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a sleeping device wakes to speak, when that is longer than its heartbeat. Default 1 h, range 1 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan SleepingHeartbeat { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Heartbeats that must be missed before a device is silent. Default 3, range 2 to 10.</summary>
    [Range(2, 10)]
    public int MissedHeartbeats { get; set; } = 3;

    /// <summary>How long a device whose Last Will was heard may take to come back before it is silent. Default 15 s, range 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan LostGrace { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>An analysed camera without a picture for this long is lost; longer than a restart of its source takes. Default 30 s, range 15 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:15", "00:10:00")]
    public TimeSpan PictureLostAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a camera that was lost must give pictures before it counts as back. Default 10 s, range 0 to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan PictureSteadyFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a device that was chattering must be calm before the fault ends. Default 60 s, range 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CalmAfterChattering { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Age at which a chunk of telemetry is handed to the history. Default 60 s, range 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan ChunkAge { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Size at which a chunk of telemetry is handed to the history. Default 8 KiB, range 1 KiB to 64 KiB.</summary>
    [Range(1024, 65536)]
    public int ChunkBytes { get; set; } = 8 * 1024;

    /// <summary>Full chunks a device keeps while the history cannot take them; beyond, the oldest is dropped and counted. Default 4, range 1 to 64.</summary>
    [Range(1, 64)]
    public int WaitingChunks { get; set; } = 4;

    /// <summary>After a sign of life in telemetry (movement, door, power) further ones go to the person's record in one summary. Default 5 min, range 1 min to 30 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:30:00")]
    public TimeSpan SignPause { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the language of a home is remembered for spoken receipts. Default 10 min, range 1 s to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LanguageMemory { get; set; } = TimeSpan.FromMinutes(10);
}
