using System.ComponentModel.DataAnnotations;

namespace SafetyHub.Grains.Risk;

/// <summary>Where the risk rules come from; section <c>SafetyHub:Risk</c>.</summary>
public sealed class RiskOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Risk";

    /// <summary>
    /// Path of the rules file, watched and taken as a whole or not at all (docs/risk.md). Default: none, the rules that come with the hub.
    /// </summary>
    [StringLength(1000, MinimumLength = 1)]
    public string? RulesFile { get; set; }

    /// <summary>How often the file is looked at. Default 2 s, range 200 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(2);
}
