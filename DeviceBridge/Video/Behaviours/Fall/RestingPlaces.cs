using System.ComponentModel.DataAnnotations;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>Beds and sofas of a picture: lying there is what they are for. Somebody who lies has no foot point, so the middle of the box counts.</summary>
internal sealed class RestingPlaces(ZonePoint[][] beds)
{
    private readonly Zone[] _beds = [.. beds.Select((corners, i) => new Zone($"bed {i}", corners))];

    /// <summary>What is wrong with the polygons.</summary>
    public static IEnumerable<ValidationResult> Faults(ZonePoint[][] beds, string member)
    {
        for (var i = 0; i < beds.Length; i++)
        {
            if (ZonePolygon.Fault(beds[i]) is { } fault)
                yield return new ValidationResult($"Bed {i} {fault}.", [member]);
        }
    }

    /// <summary>The zone in which somebody lies who should not; null on a bed and outside every zone.</summary>
    public Zone? ZoneOf(Scene scene, in Box box)
    {
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        foreach (var bed in _beds)
        {
            if (bed.Contains(x, y))
                return null;
        }
        foreach (var zone in scene.Zones)
        {
            if (zone.Contains(x, y))
                return zone;
        }
        return null;
    }
}
