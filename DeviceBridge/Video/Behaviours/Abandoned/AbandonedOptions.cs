using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>Options of the behaviour <c>abandoned</c>.</summary>
internal sealed class AbandonedOptions
{
    /// <summary>How long the thing has to stand there unattended, 3 s to 10 min. Default 10 s after its carrier left.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00")] public TimeSpan Unattended { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A carrier who is farther away than this, in body heights, has left, 0.5 to 10. Default 1.5 (about 2.5 m).</summary>
    [Range(0.5, 10.0)] public double Distance { get; set; } = 1.5;

    /// <summary>Smallest thing, as a share of the picture's area, 0.0003 to 0.05. Default 0.0006: about 11 x 11 of 640 x 360 pixels.</summary>
    [Range(0.0003, 0.05)] public double SmallestArea { get; set; } = 0.0006;

    /// <summary>Findings below this confidence are not reported, 0 to 1. Default 0.5.</summary>
    [Range(0.0, 1.0)] public double LowestConfidence { get; set; } = 0.5;
}
