using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Api;

/// <summary>Reads zones and says what is wrong with one.</summary>
internal static class ZoneRules
{
    private const int MostZones = 16;
    private const int MostPoints = 32;

    public static IReadOnlyList<CameraZone> Read(IReadOnlyList<ZoneBody> bodies)
    {
        if (bodies.Count > MostZones) throw new InvalidInputException("zones", $"A camera has at most {MostZones} zones.");
        var zones = bodies.Select((body, i) => new CameraZone(Input.Text(body.Name, $"zones[{i}].name", 64), Points(body.Polygon, $"zones[{i}].polygon"))).ToList();
        if (zones.DistinctBy(z => z.Name).Count() != zones.Count) throw new InvalidInputException("zones", "Each zone needs a name of its own.");
        return zones;
    }

    private static List<ZonePoint> Points(IReadOnlyList<IReadOnlyList<double>>? polygon, string field)
    {
        if (polygon is null || polygon.Count is < 3 or > MostPoints) throw new InvalidInputException(field, $"A zone has 3 to {MostPoints} points.");
        if (polygon.Any(p => p is not { Count: 2 } || p.Any(v => v is not (>= 0 and <= 1)))) throw new InvalidInputException(field, "A point is [x, y] with both between 0 and 1.");
        var points = polygon.Select(p => new ZonePoint(p[0], p[1])).ToList();
        if (!IsSimple(points)) throw new InvalidInputException(field, "The sides of a zone must not cross or touch each other.");
        return points;
    }

    private static bool IsSimple(List<ZonePoint> p)
    {
        for (var i = 0; i < p.Count; i++)
        {
            for (var j = i + 1; j < p.Count; j++)
            {
                var neighbours = j == i + 1 || (i == 0 && j == p.Count - 1);
                if (!neighbours && Cross(p[i], p[(i + 1) % p.Count], p[j], p[(j + 1) % p.Count])) return false;
            }
        }
        return Math.Abs(Area(p)) > 1e-6;
    }

    private static bool Cross(ZonePoint a, ZonePoint b, ZonePoint c, ZonePoint d) =>
        Turn(a, b, c) * Turn(a, b, d) <= 0 && Turn(c, d, a) * Turn(c, d, b) <= 0
        && Math.Max(a.X, b.X) >= Math.Min(c.X, d.X) && Math.Max(c.X, d.X) >= Math.Min(a.X, b.X)
        && Math.Max(a.Y, b.Y) >= Math.Min(c.Y, d.Y) && Math.Max(c.Y, d.Y) >= Math.Min(a.Y, b.Y);

    private static int Turn(ZonePoint a, ZonePoint b, ZonePoint c) => Math.Sign((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X));

    private static double Area(List<ZonePoint> p)
    {
        var sum = 0.0;
        for (var i = 0; i < p.Count; i++) sum += p[i].X * p[(i + 1) % p.Count].Y - p[(i + 1) % p.Count].X * p[i].Y;
        return sum / 2;
    }
}
