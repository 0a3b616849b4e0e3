using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>A named line across the picture, seen as running from its first point to its second.</summary>
public sealed record Line
{
    /// <summary>Builds a line; throws <see cref="ArgumentException"/> when it has no length or leaves the picture.</summary>
    public Line(string id, ZonePoint from, ZonePoint to)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        if (!Inside(from) || !Inside(to) || from == to)
            throw new ArgumentException($"Line {id} has two different ends between 0,0 and 1,1.", nameof(to));
        (Id, From, To) = (id, from, to);
    }

    /// <summary>The line's name, unique in its camera.</summary>
    public string Id { get; }

    /// <summary>Start.</summary>
    public ZonePoint From { get; }

    /// <summary>End.</summary>
    public ZonePoint To { get; }

    /// <summary>Above 0 on the right hand of somebody who walks along the line, below 0 on the left, in picture heights and widths from it.</summary>
    public double Side(double x, double y)
    {
        var (dx, dy) = (To.X - From.X, To.Y - From.Y);
        return ((dx * (y - From.Y)) - (dy * (x - From.X))) / Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>True when the way from one point to the other passes between the line's ends.</summary>
    public bool IsPassed((double X, double Y) before, (double X, double Y) now)
    {
        double way(ZonePoint p) => ((now.X - before.X) * (p.Y - before.Y)) - ((now.Y - before.Y) * (p.X - before.X));
        return way(From) * way(To) <= 0 && Side(before.X, before.Y) * Side(now.X, now.Y) <= 0;
    }

    private static bool Inside(ZonePoint p) => p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1;
}
