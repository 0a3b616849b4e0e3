using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Loitering;

/// <summary>Options of the behaviour <c>loitering</c>.</summary>
internal sealed class LoiteringOptions
{
    /// <summary>How long a person has to stay, 1 s to 1 h. Default 10 s, as KISA defines it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Stay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>So long a person may be outside the zone or out of sight without the stay beginning anew, 0 s to 1 min. Default 3 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")] public TimeSpan Absence { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Somebody who was reported and left can be reported again after being away for this long, 1 s to 1 h. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromSeconds(30);
}
