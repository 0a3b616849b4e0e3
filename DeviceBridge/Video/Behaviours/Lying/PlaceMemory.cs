using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>The picture of the last look, small and grey: tells furniture from somebody who has come.</summary>
internal sealed class PlaceMemory : IDisposable
{
    private const int Width = 320;
    private const int Difference = 20; // of 255
    private const double ChangedShare = 0.25;
    private readonly Mat _before = new();
    private readonly Mat _now = new();

    /// <summary>True when the place looked different at the last look; false before the first.</summary>
    public bool HasChanged(Mat picture, in Box place)
    {
        Shrink(picture, _now);
        if (_before.Size() != _now.Size())
            return false;
        var inside = place.Clipped();
        var part = new Rect((int)(inside.X * _now.Cols), (int)(inside.Y * _now.Rows), (int)(inside.Width * _now.Cols), (int)(inside.Height * _now.Rows)) & new Rect(0, 0, _now.Cols, _now.Rows);
        if (part.Width == 0 || part.Height == 0)
            return false;
        using var now = new Mat(_now, part);
        using var before = new Mat(_before, part);
        using var difference = new Mat();
        Cv2.Absdiff(now, before, difference);
        Cv2.Threshold(difference, difference, Difference, 255, ThresholdTypes.Binary);
        return Cv2.CountNonZero(difference) >= ChangedShare * part.Width * part.Height;
    }

    public void Remember(Mat picture) => Shrink(picture, _before);

    public void Dispose()
    {
        _before.Dispose();
        _now.Dispose();
    }

    private static void Shrink(Mat picture, Mat small)
    {
        using var colour = new Mat();
        Cv2.Resize(picture, colour, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        Cv2.CvtColor(colour, small, ColorConversionCodes.BGR2GRAY);
    }
}
