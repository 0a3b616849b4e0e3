using System.ComponentModel.DataAnnotations;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>Options of the behaviour <c>fall</c>.</summary>
internal sealed class FallOptions : IValidatableObject
{
    /// <summary>How far the head has to come down, as a share of the upright height, 0.3 to 0.9. Default 0.5: sitting down on a chair stays below.</summary>
    [Range(0.3, 0.9)] public double SinkShare { get; set; } = 0.5;

    /// <summary>Within which time it has to come down, 500 ms to 5 s. Default 2.5 s: who lies down with care takes longer.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:05")] public TimeSpan SinkTime { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long the person has to stay down before it is judged, 500 ms to 30 s. Default 800 ms; what is not clear by then is looked at twice more, as long apart.</summary>
    [Range(typeof(TimeSpan), "00:00:00.500", "00:00:30")] public TimeSpan StayDown { get; set; } = TimeSpan.FromSeconds(0.8);

    /// <summary>Findings below this confidence are not reported, 0 to 1. Default 0.5.</summary>
    [Range(0.0, 1.0)] public double LowestConfidence { get; set; } = 0.5;

    /// <summary>Near the same place nothing is reported again for this long, 1 s to 1 h. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")] public TimeSpan Rearm { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Beds and sofas, as polygons by the rules of zones, at most 8: whoever comes to lie there is not reported. Default none.</summary>
    [MaxLength(8)] public ZonePoint[][] Beds { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => RestingPlaces.Faults(Beds, nameof(Beds));
}
