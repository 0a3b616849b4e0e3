namespace SafetyHub.Devices;

/// <summary>
/// The rules of a polygon in a picture: 3 to 64 corners between 0,0 and 1,1, no side crosses or touches another, not smaller than
/// a ten-thousandth of the picture. The one place that knows them: API, grain and bridge ask here.
/// </summary>
public static class ZonePolygon
{
    /// <summary>Fewest corners.</summary>
    public const int FewestCorners = 3;

    /// <summary>Most corners.</summary>
    public const int MostCorners = 64;

    /// <summary>Most zones of one camera, whether they come with its source or with its watch.</summary>
    public const int MostZones = 32;

    /// <summary>Smallest area as a share of the picture.</summary>
    public const double SmallestArea = 0.0001;

    /// <summary>What is wrong with the polygon, in English, or null when nothing is.</summary>
    public static string? Fault(IReadOnlyList<ZonePoint> corners)
    {
        ArgumentNullException.ThrowIfNull(corners);
        if (corners.Count is < FewestCorners or > MostCorners) return $"has {FewestCorners} to {MostCorners} corners, not {corners.Count}";
        if (corners.Any(corner => !(corner.X is >= 0 and <= 1 && corner.Y is >= 0 and <= 1))) return "has its corners between 0,0 and 1,1";
        if (CrossesItself(corners)) return "has a border that crosses or touches itself";
        return Area(corners) < SmallestArea ? $"is smaller than {SmallestArea} of the picture" : null;
    }

    private static double Area(IReadOnlyList<ZonePoint> corners)
    {
        var twice = 0.0;
        for (int i = 0, j = corners.Count - 1; i < corners.Count; j = i++)
            twice += (corners[j].X * corners[i].Y) - (corners[i].X * corners[j].Y);
        return Math.Abs(twice) / 2;
    }

    private static bool CrossesItself(IReadOnlyList<ZonePoint> corners)
    {
        var count = corners.Count;
        for (var i = 0; i < count; i++)
        {
            if (corners[i] == corners[(i + 1) % count]) return true;
            for (var j = i + 1; j < count; j++)
            {
                // Neighbouring sides share a corner by nature; they are wrong only when one folds back onto the other.
                var neighbours = j == i + 1 || (i == 0 && j == count - 1);
                if (neighbours ? FoldsBack(corners, i, j) : Meet(corners, i, j)) return true;
            }
        }
        return false;
    }

    private static bool Meet(IReadOnlyList<ZonePoint> corners, int i, int j)
    {
        var (a, b, c, d) = (Corner(corners, i), Corner(corners, i + 1), Corner(corners, j), Corner(corners, j + 1));
        var (abc, abd, cda, cdb) = (Side(a, b, c), Side(a, b, d), Side(c, d, a), Side(c, d, b));
        if (abc * abd < 0 && cda * cdb < 0) return true;
        return (abc == 0 && Between(a, b, c)) || (abd == 0 && Between(a, b, d)) || (cda == 0 && Between(c, d, a)) || (cdb == 0 && Between(c, d, b));
    }

    private static bool FoldsBack(IReadOnlyList<ZonePoint> corners, int i, int j)
    {
        var (before, shared, after) = j == i + 1
            ? (Corner(corners, i), Corner(corners, j), Corner(corners, j + 1))
            : (Corner(corners, j), Corner(corners, i), Corner(corners, i + 1));
        var dot = ((before.X - shared.X) * (after.X - shared.X)) + ((before.Y - shared.Y) * (after.Y - shared.Y));
        return Side(before, shared, after) == 0 && dot > 0;
    }

    private static ZonePoint Corner(IReadOnlyList<ZonePoint> corners, int index) => corners[index % corners.Count];

    private static double Side(ZonePoint a, ZonePoint b, ZonePoint p) => ((b.X - a.X) * (p.Y - a.Y)) - ((b.Y - a.Y) * (p.X - a.X));

    private static bool Between(ZonePoint a, ZonePoint b, ZonePoint p) =>
        p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);
}
