using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>Tells a thing that came from a patch of other light and from the place where a thing was taken away.</summary>
internal static class ThingCheck
{
    private const int Border = 3;
    private const double LeastEdge = 6; // grey levels per pixel: below it there is no outline at all
    private const double SameColour = 0.08;
    private const double EvenLight = 0.12;
    private const double DarkestPlainShadow = 0.6;
    private const double DarkestShadow = 0.35;
    private const double Textured = 6;
    private const double SameTexture = 0.7;

    /// <summary>
    /// How much of the outline is new, 0 to 1: 1 when only the picture now has edges along the border of the region, 0 when only the
    /// background has them (something was taken away).
    /// </summary>
    public static double NewOutline(Mat now, Mat background, Mat mask)
    {
        using var wide = new Mat();
        using var narrow = new Mat();
        using var kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(Border, Border));
        Cv2.Dilate(mask, wide, kernel);
        Cv2.Erode(mask, narrow, kernel);
        Cv2.Subtract(wide, narrow, wide);
        var (here, before) = (EdgesUnder(now, wide), EdgesUnder(background, wide));
        return Math.Max(here, before) < LeastEdge ? 0 : here / (here + before);
    }

    /// <summary>True when the region is the background in another light: every channel scaled alike, evenly, the texture kept.</summary>
    public static bool IsLight(Mat now, Mat background, Mat mask)
    {
        Cv2.MeanStdDev(now, out var here, out _, mask);
        Cv2.MeanStdDev(background, out var before, out _, mask);
        var scales = Enumerable.Range(0, 3).Select(channel => (here[channel] + 1) / (before[channel] + 1)).ToArray();
        var scale = scales.Average();
        if (scales.Any(each => Math.Abs(each / scale - 1) > SameColour) || !IsEven(now, background, mask))
            return false;
        var darkest = Math.Min(scale, 1 / scale);
        return TextureKept(now, background, mask) is { } kept ? kept && darkest > DarkestShadow : darkest > DarkestPlainShadow;
    }

    private static bool IsEven(Mat now, Mat background, Mat mask)
    {
        using var here = Grey(now);
        using var before = Grey(background);
        using var ratio = new Mat();
        Cv2.Add(before, Scalar.All(1), before);
        Cv2.Divide(here, before, ratio, 1, MatType.CV_32F);
        Cv2.MeanStdDev(ratio, out var mean, out var deviation, mask);
        return deviation[0] < EvenLight * mean[0];
    }

    // Null where the background has no texture to be kept.
    private static bool? TextureKept(Mat now, Mat background, Mat mask)
    {
        using var here = Grey(now);
        using var before = Grey(background);
        Cv2.MeanStdDev(here, out var hereMean, out var hereDeviation, mask);
        Cv2.MeanStdDev(before, out var beforeMean, out var beforeDeviation, mask);
        if (beforeDeviation[0] < Textured)
            return null;
        using var both = new Mat();
        using var product = new Mat();
        Cv2.Subtract(here, Scalar.All(hereMean[0]), both, mask, MatType.CV_32F);
        Cv2.Subtract(before, Scalar.All(beforeMean[0]), product, mask, MatType.CV_32F);
        Cv2.Multiply(both, product, product);
        return Cv2.Mean(product, mask).Val0 >= SameTexture * hereDeviation[0] * beforeDeviation[0];
    }

    private static double EdgesUnder(Mat picture, Mat mask)
    {
        using var grey = Grey(picture);
        using var across = new Mat();
        using var down = new Mat();
        Cv2.Sobel(grey, across, MatType.CV_32F, 1, 0, scale: 0.25);
        Cv2.Sobel(grey, down, MatType.CV_32F, 0, 1, scale: 0.25);
        using var strength = new Mat();
        Cv2.Magnitude(across, down, strength);
        return Cv2.Mean(strength, mask).Val0;
    }

    private static Mat Grey(Mat picture) => picture.CvtColor(ColorConversionCodes.BGR2GRAY);
}
