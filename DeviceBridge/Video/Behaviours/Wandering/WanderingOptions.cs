using System.ComponentModel.DataAnnotations;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Wandering;

/// <summary>Options of the behaviour <c>wandering</c>.</summary>
internal sealed class WanderingOptions : IValidatableObject
{
    /// <summary>So many visits of one person to the zone, 2 to 20. Default 3.</summary>
    [Range(2, 20)] public int Visits { get; set; } = 3;

    /// <summary>Time in which they have to begin, 1 min to 2 h. Default 10 min. Nothing about a person is remembered for longer.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "02:00:00")] public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whoever was not in the zone for this long and comes again begins another visit, 3 s to 10 min; less than the window. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:10:00")] public TimeSpan Apart { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How alike the colours of the clothes have to be for one person to be taken for the one who was here before, 0.5 to 1. 1 joins visits by unbroken tracks only. Default 0.85.</summary>
    [Range(0.5, 1.0)] public double Likeness { get; set; } = 0.85;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Apart >= Window)
            yield return new ValidationResult("Apart is shorter than Window.", [nameof(Apart)]);
    }
}
