using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Smoke;

/// <summary>Options of the behaviour <c>smoke</c>.</summary>
internal sealed class SmokeOptions
{
    /// <summary>How long it has to look like smoke, 2 s to 2 min. Default 8 s: KISA expects the alarm about 10 s after ignition.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")] public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Smallest cloud, as a share of the picture's area, 0.01 to 0.5. Default 0.02; the steam of a kettle stays below.</summary>
    [Range(0.01, 0.5)] public double SmallestArea { get; set; } = 0.02;

    /// <summary>After a report this camera reports no smoke for this long, 1 s to 1 h. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromMinutes(5);
}
