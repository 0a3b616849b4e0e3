using SafetyHub.Residents;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>Which cameras of a wall are near one another. Made for one camera when it first matters.</summary>
internal static class Neighbourhood
{
    private const double MetresPerDegree = 111_320;

    /// <summary>At most this many neighbours count, the nearest.</summary>
    private const int Most = 8;

    public static Neighbour[] Of(WallEntry entry, IReadOnlyList<WallEntry> cameras, int metres)
    {
        var found = new List<Neighbour>();
        foreach (var other in cameras)
        {
            if (ReferenceEquals(other, entry)) continue;
            var samePlace = entry.Camera.Place is { } place && other.Camera.Place == place;
            var distance = samePlace ? 0 : Metres(entry.Camera.Position, other.Camera.Position);
            if (samePlace || distance <= metres) found.Add(new Neighbour(other, distance, samePlace));
        }
        return [.. found.OrderBy(neighbour => neighbour.Metres).Take(Most)];
    }

    /// <summary>Distance on the ground, good to a few metres within a city; infinite when a position is not known.</summary>
    public static double Metres(GeoPoint? from, GeoPoint? to)
    {
        if (from is not { } a || to is not { } b) return double.PositiveInfinity;
        var north = (b.Lat - a.Lat) * MetresPerDegree;
        var east = (b.Lon - a.Lon) * MetresPerDegree * Math.Cos(a.Lat * Math.PI / 180);
        return Math.Sqrt((north * north) + (east * east));
    }
}
