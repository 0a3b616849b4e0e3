using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Crowd;

/// <summary>Options of the behaviour <c>crowd</c>.</summary>
internal sealed class CrowdOptions
{
    /// <summary>So many people in one zone, on average over the time, 2 to 100. Default 8.</summary>
    [Range(2, 100)] public int People { get; set; } = 8;

    /// <summary>
    /// How close they are: people per square metre within two metres around each, on average over people and time, estimated with a
    /// person of 1.7 m as the ruler and a camera that looks down by 30 degrees; 0 to 5. Default 0.3: everybody has about three others
    /// within two metres. 0 leaves only the number.
    /// </summary>
    [Range(0.0, 5.0)] public double Density { get; set; } = 0.3;

    /// <summary>Time over which number and density are averaged, 2 s to 10 min. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:10:00")] public TimeSpan Over { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>It is over when number or density falls below this share of its limit, 0.1 to 1. Default 0.7.</summary>
    [Range(0.1, 1.0)] public double EndShare { get; set; } = 0.7;
}
