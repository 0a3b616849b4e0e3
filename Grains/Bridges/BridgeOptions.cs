using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Bridges;

/// <summary>How cameras are shared out between bridges; section <c>SafetyHub:Bridges</c>.</summary>
public sealed class BridgeOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Bridges";

    /// <summary>
    /// A bridge not heard of for this long is lost and its cameras go to others; it reports five times as often and stops by itself a fifth before the end.
    /// Default 5 s, range 3 s to 30 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:00:30")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Cameras moved to one bridge in a minute only to even out the load, 0 to 600; 0 moves none. Each is not analysed for a second or two. Default 12.</summary>
    [Range(0, 600)]
    public int MovesPerMinute { get; set; } = 12;

    /// <summary>Cameras are moved only between bridges whose loads differ by more than this share of their capacity, 0.05 to 1. Default 0.2.</summary>
    [Range(0.05, 1.0)]
    public double UnevenFrom { get; set; } = 0.2;
}

/// <summary>Checks the ranges of <see cref="BridgeOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class BridgeOptionsValidator : IValidateOptions<BridgeOptions>;
