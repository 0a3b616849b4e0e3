using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>Pictures to compare places in: small, grey, of the same mean brightness.</summary>
internal static class SmallPicture
{
    private const int Width = 320;
    private const double MiddleGrey = 128;
    private const double ChangedShare = 0.25;
    private const double OtherLightShare = 0.5;

    public static Mat Of(Mat picture)
    {
        using var colour = new Mat();
        Cv2.Resize(picture, colour, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        var small = new Mat();
        Cv2.CvtColor(colour, small, ColorConversionCodes.BGR2GRAY);
        small.ConvertTo(small, MatType.CV_8U, 1, MiddleGrey - Cv2.Mean(small).Val0);
        return small;
    }

    /// <summary>True when the place looks different in the two.</summary>
    public static bool Differ(Mat before, Mat now, in Box place) => PictureChange.Share(before, now, place) >= ChangedShare;

    /// <summary>True when most of the picture looks different: a light was switched or the camera turned.</summary>
    public static bool IsOtherLight(Mat before, Mat now) => before.Size() != now.Size() || PictureChange.Share(before, now, new Box(0, 0, 1, 1)) >= OtherLightShare;
}
