using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>How the video walls of the operator positions choose; section <c>SafetyHub:Wall</c>.</summary>
public sealed class WallOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:Wall";

    /// <summary>Most tiles a wall can have.</summary>
    public const int MostTiles = 16;

    /// <summary>Tiles of a wall that nobody has set. Default 9, range 1 to 16.</summary>
    [Range(1, MostTiles)]
    public int Size { get; set; } = 9;

    /// <summary>Every camera of a staffed position is on the wall at least once in this time. Default 60 min, range 5 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "1.00:00:00")]
    public TimeSpan TourPromise { get; set; } = TimeSpan.FromMinutes(60);

    /// <summary>How long a camera stays on a tile of the tour. Default 10 s, range 3 s to 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:03", "00:02:00")]
    public TimeSpan TourDwell { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a camera stays on a tile that nothing else needs. Default 30 s, range 5 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan IdleDwell { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long something that is to be seen keeps its tile whatever else comes, critical incidents excepted: a picture that is gone before the eye has
    /// understood it helps nobody. Default 6 s, range 2 s to 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:01:00")]
    public TimeSpan ShortestDwell { get; set; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a tile must be on the wall to count as seen. Default 3 s, range 1 s to 1 min, at most the tour's dwell.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Glance { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a person or a vehicle that was seen keeps its camera worth a look. Default 20 s, range 5 s to 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:05:00")]
    public TimeSpan AttentionLasts { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Cameras this near to a severe incident are related to it. Default 150 m, range 0 to 2,000 m; 0 relates only cameras of the same place.</summary>
    [Range(0, 2_000)]
    public int RelatedWithin { get; set; } = 150;

    /// <summary>How much better than a tile what replaces it must be: the more, the calmer the wall. Default 1.25, range 1 to 3.</summary>
    [Range(1.0, 3.0)]
    public double Steadiness { get; set; } = 1.25;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Glance > TourDwell) yield return new ValidationResult($"{Section}:{nameof(Glance)} must not be longer than {nameof(TourDwell)}", [nameof(Glance)]);
    }
}

/// <summary>Checks the ranges of <see cref="WallOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class WallOptionsValidator : IValidateOptions<WallOptions>;
