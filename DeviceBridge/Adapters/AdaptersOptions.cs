using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Foreign systems whose cameras think for themselves. Section <c>SafetyHub:Adapters</c>.</summary>
public sealed class AdaptersOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "SafetyHub:Adapters";

    /// <summary>The adapters by name (lower-case letters, digits, - and _; at most 32), at most 32 of them. Default: none.</summary>
    public Dictionary<string, AdapterSourceOptions> Sources { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Messages of one adapter in work at once, 1 to 1,000. Further ones stay with the broker; those sent with QoS 0 are dropped and counted. Default 64.</summary>
    [Range(1, 1_000)] public int MessagesInWork { get; set; } = 64;

    /// <summary>
    /// Events of one camera a minute, 1 to 6,000. Beyond it an event waits up to 10 s, then it is dropped, counted and kept in quarantine; falls, fire,
    /// smoke and gas never are. Default 60.
    /// </summary>
    [Range(1, 6_000)] public int EventsPerMinute { get; set; } = 60;

    /// <summary>Age of a retained ONVIF property beyond which it raises nothing but a fault of the camera, 0 to 1 day. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")] public TimeSpan RetainedLimit { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time one still may take to be fetched, waiting included, 100 ms to 10 s; the event waits for it. Then it goes without. Default 1.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:10")] public TimeSpan SnapshotTimeout { get; set; } = TimeSpan.FromMilliseconds(1500);

    /// <summary>Largest still in bytes, 16 KiB to 16 MiB. A larger one is left out. Default 4 MiB.</summary>
    [Range(16 * 1024, 16 * 1024 * 1024)] public int SnapshotBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Stills fetched from one system at once, 1 to 32; more wait within their time. Default 4.</summary>
    [Range(1, 32)] public int SnapshotsAtOnce { get; set; } = 4;
}
