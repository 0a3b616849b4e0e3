using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>How the room divides cameras and keeps the desks' alarm budgets; section <c>SafetyHub:ControlRoom</c>.</summary>
public sealed class RoomOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "SafetyHub:ControlRoom";

    /// <summary>Most positions a room can have.</summary>
    public const int MostPositions = 64;

    /// <summary>Ids of the operator positions, in the order in which they share the city. Default: p1 to p9. At most 64, each in the form of a device id.</summary>
    public IList<string> Positions { get; } = [];

    /// <summary>A position whose operator's page has not renewed for this long is empty, and others take its cameras. Default 30 s, range 15 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:15", "00:10:00")]
    public TimeSpan AbsentAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The line: alarms an hour that a position can bear (ISA-18.2: about 6). Default 6, range 1 to 60.</summary>
    [Range(1, 60)]
    public int AlarmsPerHour { get; set; } = 6;

    /// <summary>
    /// Part of the line that alarms which may be bundled can use up; the rest is left for those that always ring. Default 0.75, range 0.1 to 1.
    /// </summary>
    [Range(0.1, 1.0)]
    public double PlannedShare { get; set; } = 0.75;

    /// <summary>A flood begins with more alarms than this within 10 minutes (ISA-18.2: 10). Default 10, range 3 to 100.</summary>
    [Range(3, 100)]
    public int FloodAbove { get; set; } = 10;

    /// <summary>A flood ends with fewer alarms than this within 10 minutes (ISA-18.2: 5). Default 5, range 1 to 100, less than the beginning.</summary>
    [Range(1, 100)]
    public int FloodOverBelow { get; set; } = 5;

    /// <summary>So many alarms of one kind near each other within <see cref="WaveWithin"/> are a wave and are bundled even at a calm desk. Default 4, range 2 to 50.</summary>
    [Range(2, 50)]
    public int WaveFrom { get; set; } = 4;

    /// <summary>See <see cref="WaveFrom"/>. Default 5 min, range 1 min to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "01:00:00")]
    public TimeSpan WaveWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Width of the square that counts as one place when alarms are bundled. Default 500 m, range 50 m to 10 km.</summary>
    [Range(50, 10_000)]
    public int PlaceSize { get; set; } = 500;

    /// <summary>From this many groups at a desk, new ones stand for a whole district. Default 6, range 1 to 50.</summary>
    [Range(1, 50)]
    public int GroupsByPlace { get; set; } = 6;

    /// <summary>A group that somebody took up rings again for new members after this long. Default 30 min, range 1 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan GroupRingsAgainAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>A camera this near to a home shows that home's incidents. Default 150 m, range 0 to 2,000 m; 0 = none.</summary>
    [Range(0, 2_000)]
    public int HomeCameraWithin { get; set; } = 150;

    /// <summary>How long a camera that was handed over stays at the other position at most. Default 8 h, range 10 min to 24 h.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "1.00:00:00")]
    public TimeSpan HandOverLasts { get; set; } = TimeSpan.FromHours(8);

    /// <summary>How often the room reads the registry for new cameras. Default 1 min, range 5 s to 1 h. The places' records are read anew every tenth time.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan CamerasEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FloodOverBelow >= FloodAbove) yield return new ValidationResult($"{Section}:{nameof(FloodOverBelow)} must be less than {nameof(FloodAbove)}", [nameof(FloodOverBelow)]);
        if (Positions.Count > MostPositions) yield return new ValidationResult($"{Section}:{nameof(Positions)} has {Positions.Count} entries; at most {MostPositions} are allowed", [nameof(Positions)]);
        if (Positions.Any(position => !SafetyHub.Devices.DeviceId.TryParse(position, out _))) yield return new ValidationResult($"{Section}:{nameof(Positions)}: a position has the form of a device id", [nameof(Positions)]);
        if (Positions.Distinct(StringComparer.Ordinal).Count() != Positions.Count) yield return new ValidationResult($"{Section}:{nameof(Positions)} lists a position twice", [nameof(Positions)]);
    }
}

/// <summary>Checks the ranges of <see cref="RoomOptions"/> at start; generated from their annotations.</summary>
[OptionsValidator]
internal sealed partial class RoomOptionsValidator : IValidateOptions<RoomOptions>;
