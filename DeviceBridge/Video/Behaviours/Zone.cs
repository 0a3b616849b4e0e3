namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>A corner of a zone: 0,0 is the picture's top left, 1,1 its bottom right.</summary>
public readonly record struct ZonePoint(double X, double Y);

/// <summary>
/// An area of the picture nobody may stand in: a simple polygon of 3 to 64 corners inside the picture.
/// The constructor refuses everything else with <see cref="ArgumentException"/>.
/// </summary>
public sealed class Zone : IEquatable<Zone>
{
    private const double SmallestArea = 0.0001;
    private readonly ZonePoint[] _corners;

    /// <summary>Builds a zone, see the type for its rules.</summary>
    public Zone(string id, IReadOnlyList<ZonePoint> corners)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(corners);
        if (corners.Count is < 3 or > 64)
            throw new ArgumentException($"Zone {id}: 3 to 64 corners, not {corners.Count}.", nameof(corners));
        if (corners.Any(corner => !(corner.X is >= 0 and <= 1 && corner.Y is >= 0 and <= 1)))
            throw new ArgumentException($"Zone {id}: corners lie between 0,0 and 1,1.", nameof(corners));
        (Id, _corners) = (id, [.. corners]);
        if (CrossesItself())
            throw new ArgumentException($"Zone {id}: its border crosses or touches itself.", nameof(corners));
        if (Area() < SmallestArea)
            throw new ArgumentException($"Zone {id}: smaller than {SmallestArea:P2} of the picture.", nameof(corners));
    }

    /// <summary>The zone's name, unique in its camera.</summary>
    public string Id { get; }

    /// <summary>The corners in order.</summary>
    public IReadOnlyList<ZonePoint> Corners => _corners;

    /// <summary>True when the point lies inside (even-odd rule).</summary>
    public bool Contains(double x, double y)
    {
        var inside = false;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
        {
            var (a, b) = (_corners[i], _corners[j]);
            if (a.Y > y != b.Y > y && x < (b.X - a.X) * (y - a.Y) / (b.Y - a.Y) + a.X)
                inside = !inside;
        }
        return inside;
    }

    /// <inheritdoc/>
    public bool Equals(Zone? other) => other is not null && Id == other.Id && _corners.AsSpan().SequenceEqual(other._corners);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Zone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, _corners.Length, _corners[0]);

    private double Area()
    {
        var twice = 0.0;
        for (int i = 0, j = _corners.Length - 1; i < _corners.Length; j = i++)
            twice += _corners[j].X * _corners[i].Y - _corners[i].X * _corners[j].Y;
        return Math.Abs(twice) / 2;
    }

    private bool CrossesItself()
    {
        var count = _corners.Length;
        for (var i = 0; i < count; i++)
        {
            if (_corners[i] == _corners[(i + 1) % count])
                return true;
            for (var j = i + 1; j < count; j++)
            {
                // Neighbouring edges share a corner by nature; they are wrong only when one folds back onto the other.
                var neighbours = j == i + 1 || (i == 0 && j == count - 1);
                if (neighbours ? FoldsBack(i, j) : Meet(i, j))
                    return true;
            }
        }
        return false;
    }

    private bool Meet(int i, int j)
    {
        var (a, b, c, d) = (Corner(i), Corner(i + 1), Corner(j), Corner(j + 1));
        var (abc, abd, cda, cdb) = (Side(a, b, c), Side(a, b, d), Side(c, d, a), Side(c, d, b));
        if (abc * abd < 0 && cda * cdb < 0)
            return true;
        return (abc == 0 && Between(a, b, c)) || (abd == 0 && Between(a, b, d)) || (cda == 0 && Between(c, d, a)) || (cdb == 0 && Between(c, d, b));
    }

    private bool FoldsBack(int i, int j)
    {
        var (before, shared, after) = j == i + 1 ? (Corner(i), Corner(j), Corner(j + 1)) : (Corner(j), Corner(i), Corner(i + 1));
        var dot = (before.X - shared.X) * (after.X - shared.X) + (before.Y - shared.Y) * (after.Y - shared.Y);
        return Side(before, shared, after) == 0 && dot > 0;
    }

    private ZonePoint Corner(int index) => _corners[index % _corners.Length];

    private static double Side(ZonePoint a, ZonePoint b, ZonePoint p) => (b.X - a.X) * (p.Y - a.Y) - (b.Y - a.Y) * (p.X - a.X);

    private static bool Between(ZonePoint a, ZonePoint b, ZonePoint p) =>
        p.X >= Math.Min(a.X, b.X) && p.X <= Math.Max(a.X, b.X) && p.Y >= Math.Min(a.Y, b.Y) && p.Y <= Math.Max(a.Y, b.Y);
}
