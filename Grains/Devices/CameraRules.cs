using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>Checks a camera's source against the ranges of its contract, and turns it into what is stored and back.</summary>
internal static class CameraRules
{
    private const int MaxZones = 32;
    private const int MaxPoints = 64;

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public static StoredSource Store(CameraSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(source.ProtectedUrl, nameof(source));
        Must(source.FramesPerSecond is >= 0.2 and <= 30, "The frames per second must lie between 0.2 and 30");
        Must(source.ForbiddenZones.Count <= MaxZones, $"A camera has at most {MaxZones} zones");
        Must(source.ForbiddenZones.Select(zone => zone.Name).Distinct(StringComparer.Ordinal).Count() == source.ForbiddenZones.Count, "The names of the zones must differ");
        return new StoredSource
        {
            ProtectedUrl = source.ProtectedUrl,
            DisplayUrl = source.DisplayUrl,
            FramesPerSecond = source.FramesPerSecond,
            Zones = [.. source.ForbiddenZones.Select(Store)],
        };
    }

    public static CameraSource ToSource(StoredSource stored) => new(
        stored.ProtectedUrl, stored.DisplayUrl, stored.FramesPerSecond, [.. stored.Zones.Select(ToZone)], stored.Version);

    private static StoredZone Store(CameraZone zone)
    {
        Must(zone.Name is { Length: >= 1 and <= 64 }, "A zone's name must have 1 to 64 characters");
        Must(zone.Polygon.Count is >= 3 and <= MaxPoints, $"Zone '{zone.Name}' must have 3 to {MaxPoints} points");
        Must(zone.Polygon.All(point => point is { X: >= 0 and <= 1, Y: >= 0 and <= 1 }), $"The points of zone '{zone.Name}' must lie within the picture, 0 to 1");
        Must(IsSimple(zone.Polygon), $"The sides of zone '{zone.Name}' must not cross");
        return new StoredZone { Name = zone.Name, Points = [.. zone.Polygon.SelectMany(point => new[] { point.X, point.Y })] };
    }

    private static CameraZone ToZone(StoredZone stored) => new(
        stored.Name, [.. stored.Points.Chunk(2).Select(pair => new ZonePoint(pair[0], pair[1]))]);

    private static bool IsSimple(IReadOnlyList<ZonePoint> polygon)
    {
        for (var i = 0; i < polygon.Count; i++)
        {
            for (var j = i + 2; j < polygon.Count; j++)
            {
                // The last side and the first share a corner.
                if (i == 0 && j == polygon.Count - 1) continue;
                if (Cross(polygon[i], polygon[i + 1], polygon[j], polygon[(j + 1) % polygon.Count])) return false;
            }
        }
        return true;
    }

    private static bool Cross(ZonePoint a, ZonePoint b, ZonePoint c, ZonePoint d) =>
        Turn(a, b, c) * Turn(a, b, d) < 0 && Turn(c, d, a) * Turn(c, d, b) < 0;

    private static int Turn(ZonePoint a, ZonePoint b, ZonePoint c) =>
        Math.Sign(((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X)));

    private static void Must(bool holds, string otherwise)
    {
        if (!holds) throw new ArgumentException(otherwise);
    }
}
