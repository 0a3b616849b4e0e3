using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Silo.Storage;

/// <summary>How long evidence stays and how much room it may take, section <c>SafetyHub:Evidence</c>.</summary>
public sealed class EvidenceOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "SafetyHub:Evidence";

    /// <summary>How long stills are kept, both versions. Default 30 days (standard guideline for fixed cameras in Korea), 1 h to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")] public TimeSpan StillRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long clips are kept, both versions. Default 30 days, 1 h to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")] public TimeSpan ClipRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Most bytes that evidence takes; beyond it the stated order of disposal begins. Default 50 GiB, 1 MiB to 1 PiB.</summary>
    [Range(1L << 20, 1L << 50)] public long Budget { get; set; } = 50L << 30;

    /// <summary>When room is short, clips of closed incidents older than this go before younger ones. Default 7 days, 1 h to 365 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "365.00:00:00")] public TimeSpan ClipsFirstAfter { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Longest time for which faces may be shown with one reason given. Default 30 min, 1 min to 8 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "08:00:00")] public TimeSpan LongestUnmasking { get; set; } = TimeSpan.FromMinutes(30);
}
