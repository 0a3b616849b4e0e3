using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Grains.Residents;

/// <summary>How residents' records are kept; section <c>SafetyHub:Residents</c>.</summary>
public sealed class ResidentOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Residents";

    /// <summary>
    /// How long after a resident was recorded as moved or died the personal fields are erased. Default 90 days (an assumption: time to hand things over and to
    /// look into incidents), range 1 to 3,650 days; the law or a contract of the city may ask for another time.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan EraseAfter { get; set; } = TimeSpan.FromDays(90);

    /// <summary>
    /// How long an outing that a device has noticed suspends what asks for a sign of life; then the resident counts as at home again, so that a missed return
    /// cannot hide a fall for ever. Default 24 h, as the rules' <c>away.longest</c>; range 1 h to 72 h. What a person has entered holds until a person changes it.
    /// </summary>
    [Range(typeof(TimeSpan), "01:00:00", "3.00:00:00")]
    public TimeSpan OutingAtMost { get; set; } = TimeSpan.FromHours(24);
}
