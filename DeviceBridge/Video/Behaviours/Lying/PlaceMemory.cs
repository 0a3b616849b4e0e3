using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>The picture of the last look, small and grey: tells furniture from somebody who has come.</summary>
internal sealed class PlaceMemory : IDisposable
{
    private const int Width = 320;
    private const double ChangedShare = 0.25;
    private readonly Mat _before = new();

    /// <summary>True when the place looked different at the last look; false before the first.</summary>
    public bool HasChanged(Mat picture, in Box place)
    {
        if (_before.Empty())
            return false;
        using var now = new Mat();
        Shrink(picture, now);
        return PictureChange.Share(_before, now, place) >= ChangedShare;
    }

    public void Remember(Mat picture) => Shrink(picture, _before);

    public void Dispose() => _before.Dispose();

    private static void Shrink(Mat picture, Mat small)
    {
        using var colour = new Mat();
        Cv2.Resize(picture, colour, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        Cv2.CvtColor(colour, small, ColorConversionCodes.BGR2GRAY);
    }
}
