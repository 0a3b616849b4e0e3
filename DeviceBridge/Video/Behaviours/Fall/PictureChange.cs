using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>How much of a place looks different in two pictures of the same size and kind.</summary>
internal static class PictureChange
{
    private const int Difference = 20; // of 255

    /// <summary>Share of its pixels, 0 to 1; 0 where the place has none or the pictures do not fit.</summary>
    public static double Share(Mat before, Mat now, in Box place)
    {
        var inside = place.Clipped();
        var part = new Rect((int)(inside.X * now.Cols), (int)(inside.Y * now.Rows), (int)(inside.Width * now.Cols), (int)(inside.Height * now.Rows)) & new Rect(0, 0, now.Cols, now.Rows);
        if (part.Width == 0 || part.Height == 0 || before.Size() != now.Size())
            return 0;
        using var difference = new Mat();
        using var one = Grey(before, part);
        using var other = Grey(now, part);
        Cv2.Absdiff(one, other, difference);
        Cv2.Threshold(difference, difference, Difference, 255, ThresholdTypes.Binary);
        return (double)Cv2.CountNonZero(difference) / (part.Width * part.Height);
    }

    private static Mat Grey(Mat picture, Rect part)
    {
        using var view = new Mat(picture, part);
        var grey = new Mat();
        if (picture.Channels() == 1)
            view.CopyTo(grey);
        else
            Cv2.CvtColor(view, grey, ColorConversionCodes.BGR2GRAY);
        return grey;
    }
}
