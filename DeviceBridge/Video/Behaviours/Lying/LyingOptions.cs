using System.ComponentModel.DataAnnotations;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>Options of the behaviour <c>lying</c>.</summary>
internal sealed class LyingOptions : IValidatableObject
{
    /// <summary>How long somebody has to lie at the same place, 3 s to 1 h. Default 10 s, as KISA's other behaviours that last.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "01:00:00")] public TimeSpan StillFor { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often the picture is searched for people who lie while something moves, somebody is followed or somebody was found lying within the last
    /// minute, 500 ms to 30 s; otherwise once a minute. Each time costs two searches. Default 3 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:30")] public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Findings below this confidence are not reported, 0 to 1. Default 0.5.</summary>
    [Range(0.0, 1.0)] public double LowestConfidence { get; set; } = 0.5;

    /// <summary>Somebody who goes on lying is reported again after this time, 1 min to 1 day. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Beds and sofas, as polygons by the rules of zones, at most 8: whoever lies there is not reported. Default none.</summary>
    [MaxLength(8)] public ZonePoint[][] Beds { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => RestingPlaces.Faults(Beds, nameof(Beds));
}
