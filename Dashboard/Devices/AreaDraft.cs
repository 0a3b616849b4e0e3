using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>A zone or a line while it is drawn.</summary>
public sealed class AreaDraft(bool isLine, string name, IEnumerable<ZonePoint> points)
{
    public bool IsLine => isLine;

    public string Name { get; set; } = name;

    public List<ZonePoint> Points { get; } = [.. points];

    public int MostPoints => isLine ? 2 : ZonePolygon.MostCorners;

    /// <summary>True when it has as many points as it needs.</summary>
    public bool IsWhole => Points.Count >= (isLine ? 2 : ZonePolygon.FewestCorners);

    /// <summary>What is wrong with its shape, in English, or null.</summary>
    public string? Fault => isLine ? (IsWhole && Points[0] != Points[1] ? null : "has two different ends") : ZonePolygon.Fault(Points);
}
