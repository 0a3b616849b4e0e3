using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fire;

/// <summary>Options of the behaviour <c>fire</c>.</summary>
internal sealed class FireOptions
{
    /// <summary>How long it has to flicker like flames, 2 s to 2 min. Default 8 s: KISA expects the alarm about 10 s after ignition.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:02:00")] public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>Smallest flame, as a share of the picture's area, 0.0005 to 0.2. Default 0.001: about 15 x 15 of 640 x 360 pixels.</summary>
    [Range(0.0005, 0.2)] public double SmallestArea { get; set; } = 0.001;

    /// <summary>Least flicker: share of the region's pixels that change from one look to the next, 0.02 to 0.9. Default 0.15.</summary>
    [Range(0.02, 0.9)] public double Flicker { get; set; } = 0.15;

    /// <summary>After a report this camera reports no flames for this long, 1 s to 1 h. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromMinutes(2);
}
