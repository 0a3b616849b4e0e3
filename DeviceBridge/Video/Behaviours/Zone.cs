using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>
/// A named area of the picture: a polygon by the rules of <see cref="ZonePolygon"/>.
/// The constructor refuses everything else with <see cref="ArgumentException"/>.
/// </summary>
public sealed class Zone : IEquatable<Zone>
{
    private readonly ZonePoint[] _corners;

    /// <summary>Builds a zone, see the type for its rules.</summary>
    public Zone(string id, IReadOnlyList<ZonePoint> corners)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(corners);
        if (ZonePolygon.Fault(corners) is { } fault)
            throw new ArgumentException($"Zone {id} {fault}.", nameof(corners));
        (Id, _corners) = (id, [.. corners]);
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
}
