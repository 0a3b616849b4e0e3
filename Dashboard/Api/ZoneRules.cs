using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>Reads zones and says what is wrong with one.</summary>
internal static class ZoneRules
{
    public static IReadOnlyList<CameraZone> Read(IReadOnlyList<ZoneBody> bodies)
    {
        if (bodies.Count > ZonePolygon.MostZones) throw new InvalidInputException("zones", $"A camera has at most {ZonePolygon.MostZones} zones.");
        var zones = bodies.Select((body, i) => new CameraZone(Input.Text(body.Name, $"zones[{i}].name", 64), Points(body.Polygon, $"zones[{i}].polygon"))).ToList();
        if (zones.DistinctBy(z => z.Name).Count() != zones.Count) throw new InvalidInputException("zones", "Each zone needs a name of its own.");
        return zones;
    }

    private static List<ZonePoint> Points(IReadOnlyList<IReadOnlyList<double>>? polygon, string field)
    {
        if (polygon is null || polygon.Any(p => p is not { Count: 2 })) throw new InvalidInputException(field, "A polygon is a list of points [x, y].");
        var points = polygon.Select(p => new ZonePoint(p[0], p[1])).ToList();
        return ZonePolygon.Fault(points) is { } fault ? throw new InvalidInputException(field, $"A zone {fault}.") : points;
    }
}
