using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Wandering;

/// <summary>
/// Colours of somebody's upper and lower clothes as two histograms of 40 numbers. Tells a red coat from a blue one, not one person from
/// another: no face, no gait, nothing that would know somebody again tomorrow.
/// </summary>
internal sealed class Clothing
{
    private const int Hues = 12;
    private const int Strengths = 3;
    private const int Greys = 4;
    private const int Bins = (Hues * Strengths) + Greys;
    private const int LeastColour = 50; // saturation below which a pixel is grey
    private const int LeastLight = 40;
    private static readonly Size Half = new(16, 16);
    private readonly double[] _sums = new double[2 * Bins];

    /// <summary>How many looks went in.</summary>
    public int Looks { get; private set; }

    /// <summary>Adds a look at a person; false when too little of them is in the picture.</summary>
    public bool Add(Mat picture, in Box person)
    {
        const int SmallestSide = 6;
        // The middle of the body, without the head and the feet: less of the background and of the neighbours.
        var upper = Part(picture, person, 0.18f, 0.48f);
        var lower = Part(picture, person, 0.52f, 0.85f);
        if (upper.Width < SmallestSide || upper.Height < SmallestSide || lower.Width < SmallestSide || lower.Height < SmallestSide)
            return false;
        Count(picture, upper, _sums.AsSpan(0, Bins));
        Count(picture, lower, _sums.AsSpan(Bins, Bins));
        Looks++;
        return true;
    }

    /// <summary>Takes over what another has seen of the same person.</summary>
    public void Add(Clothing other)
    {
        for (var i = 0; i < _sums.Length; i++)
            _sums[i] += other._sums[i];
        Looks += other.Looks;
    }

    /// <summary>How alike two are, 0 to 1: mean Bhattacharyya coefficient of both halves.</summary>
    public double Likeness(Clothing other)
    {
        if (Looks == 0 || other.Looks == 0)
            return 0;
        var sum = 0.0;
        for (var i = 0; i < _sums.Length; i++)
            sum += Math.Sqrt(_sums[i] * other._sums[i]);
        return sum / 2 / Math.Sqrt((double)Looks * other.Looks);
    }

    private static Rect Part(Mat picture, in Box person, float from, float to)
    {
        const float Side = 0.28f;
        var (left, right) = (person.X + person.Width * Side, person.X + person.Width * (1 - Side));
        var (top, bottom) = (person.Y + person.Height * from, person.Y + person.Height * to);
        var (x, y) = (Math.Clamp((int)(left * picture.Width), 0, picture.Width), Math.Clamp((int)(top * picture.Height), 0, picture.Height));
        return new Rect(x, y, Math.Clamp((int)(right * picture.Width), x, picture.Width) - x, Math.Clamp((int)(bottom * picture.Height), y, picture.Height) - y);
    }

    private static void Count(Mat picture, Rect part, Span<double> histogram)
    {
        using var view = new Mat(picture, part);
        using var small = new Mat();
        Cv2.Resize(view, small, Half, 0, 0, InterpolationFlags.Area);
        Cv2.CvtColor(small, small, ColorConversionCodes.BGR2HSV);
        var pixels = small.AsSpan<Vec3b>();
        var share = 1.0 / pixels.Length;
        foreach (var pixel in pixels)
            Count(pixel, share, histogram);
    }

    private static void Count(Vec3b pixel, double share, Span<double> histogram)
    {
        var (hue, saturation, value) = (pixel.Item0, pixel.Item1, pixel.Item2);
        if (saturation < LeastColour || value < LeastLight)
        {
            histogram[(Hues * Strengths) + (value * Greys / 256)] += share;
            return;
        }
        // Between two hues it counts for both, so that a cloud before the sun does not change a coat.
        var place = (hue * Hues / 180.0) - 0.5;
        var (first, rest) = ((int)Math.Floor(place), place - Math.Floor(place));
        var strength = (saturation - LeastColour) * Strengths / (256 - LeastColour);
        histogram[((first + Hues) % Hues * Strengths) + strength] += share * (1 - rest);
        histogram[((first + 1) % Hues * Strengths) + strength] += share * rest;
    }
}
