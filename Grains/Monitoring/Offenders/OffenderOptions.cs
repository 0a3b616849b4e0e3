using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Monitoring.Offenders;

/// <summary>When a camera that cries wolf is proposed for retuning; section <c>SafetyHub:RepeatOffenders</c>.</summary>
public sealed class OffenderOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:RepeatOffenders";

    /// <summary>False outcomes of one camera, zone and type from which it can be proposed. Default 8, range 3 to 1,000.</summary>
    [Range(3, 1_000)]
    public int FalseFrom { get; set; } = 8;

    /// <summary>Share of false ones among false and real from which it is proposed. Default 0.8, range 0.5 to 1.</summary>
    [Range(0.5, 1.0)]
    public double ShareFrom { get; set; } = 0.8;

    /// <summary>Outcomes are forgotten when no false one came for this long; an open proposal is then withdrawn. Default 14 days, range 1 to 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan CalmAfter { get; set; } = TimeSpan.FromDays(14);
}

/// <summary>Checks the ranges of <see cref="OffenderOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class OffenderOptionsValidator : IValidateOptions<OffenderOptions>;
