using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Grains.Signals;

/// <summary>How signals are weighed; section <c>SafetyHub:Signals</c>.</summary>
public sealed class SignalOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Signals";

    /// <summary>Hours without a sign of activity from which an inactivity is medium. Default 12 h, range 1 h to 7 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "7.00:00:00")]
    public TimeSpan InactivityMediumAfter { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Hours without a sign of activity from which an inactivity is high. Default 24 h, range 1 h to 14 days, more than medium.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "14.00:00:00")]
    public TimeSpan InactivityHighAfter { get; set; } = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (InactivityHighAfter <= InactivityMediumAfter)
        {
            yield return new ValidationResult(
                $"{Section}:{nameof(InactivityHighAfter)} must be longer than {nameof(InactivityMediumAfter)}", [nameof(InactivityHighAfter)]);
        }
    }
}
