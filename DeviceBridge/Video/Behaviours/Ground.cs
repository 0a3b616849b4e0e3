using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>Distances between people without a calibrated camera: a person is the ruler.</summary>
internal static class Ground
{
    /// <summary>Height of a person that all estimates go by, in metres.</summary>
    public const double BodyMetres = 1.7;

    // A camera that looks down by 30 degrees shows the ground's depth at half its length.
    private const double Slant = 2;

    /// <summary>Distance between two foot points in the picture, in body heights of the two.</summary>
    public static double Bodies(in Box a, in Box b, double aspect)
    {
        var (x, y) = Apart(a, b, aspect);
        return Math.Sqrt((x * x) + (y * y));
    }

    /// <summary>Distance between two people on the ground in metres, as seen from a camera that looks down by about 30 degrees.</summary>
    public static double Metres(in Box a, in Box b, double aspect)
    {
        var (x, y) = Apart(a, b, aspect);
        return BodyMetres * Math.Sqrt((x * x) + (Slant * y * Slant * y));
    }

    private static (double X, double Y) Apart(in Box a, in Box b, double aspect)
    {
        var body = Math.Max((a.Height + b.Height) / 2, 1e-3);
        return ((a.Foot.X - b.Foot.X) * aspect / body, (a.Foot.Y - b.Foot.Y) / body);
    }
}
