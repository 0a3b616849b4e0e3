using SafetyHub.DeviceBridge.Video.Detection;
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

    /// <summary>Stands for the whole picture of a camera without zones.</summary>
    public static Zone WholePicture { get; } = new("*", [new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);

    /// <summary>True when it stands for the whole picture.</summary>
    public bool IsWholePicture => ReferenceEquals(this, WholePicture);

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

    /// <summary>True when the person stands inside: the foot point, drawn into the picture when the box reaches beyond it.</summary>
    internal bool Holds(in Box person) => IsWholePicture || Contains(person.Foot.X, Math.Min(person.Foot.Y, 0.9999));

    /// <inheritdoc/>
    public bool Equals(Zone? other) => other is not null && Id == other.Id && _corners.AsSpan().SequenceEqual(other._corners);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Zone);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, _corners.Length, _corners[0]);
}
