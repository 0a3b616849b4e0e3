using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>A street as a camera sees it: houses with windows, a road with marks, a little noise. Wider than the picture, so that the view can turn.</summary>
internal sealed class PaintedStreet : IDisposable
{
    private const int Width = 640;
    private const int Height = 360;
    private readonly Mat _panorama = Paint();

    /// <summary>Where the camera points, in pixels to the right.</summary>
    public int Turned { get; set; }

    /// <summary>How much light there is, 1 for a day.</summary>
    public double Light { get; set; } = 1;

    /// <summary>True for infra-red.</summary>
    public bool Mono { get; set; }

    /// <summary>Width of the blur of a lens out of focus, in pixels.</summary>
    public double Blur { get; set; }

    /// <summary>Share of the picture, from the left, that something grey covers.</summary>
    public double Covered { get; set; }

    /// <summary>Where somebody walks, 0 to 1; nobody outside.</summary>
    public double Walker { get; set; } = -1;

    /// <summary>The picture of one moment; <paramref name="moment"/> makes the noise.</summary>
    public Mat Picture(int moment)
    {
        var picture = new Mat(_panorama, new Rect(400 + Turned, 0, Width, Height)).Clone();
        if (Walker is >= 0 and <= 1)
            Cv2.Ellipse(picture, new Point((int)(Walker * Width), 270), new Size(16, 45), 0, 0, 360, new Scalar(30, 30, 120), -1);
        if (Mono)
        {
            Cv2.CvtColor(picture, picture, ColorConversionCodes.BGR2GRAY);
            Cv2.CvtColor(picture, picture, ColorConversionCodes.GRAY2BGR);
        }
        if (Blur > 0)
            Cv2.GaussianBlur(picture, picture, new Size(0, 0), Blur);
        if (Covered > 0)
            Cv2.Rectangle(picture, new Rect(0, 0, (int)(Covered * Width), Height), Scalar.All(70), -1);
        picture.ConvertTo(picture, MatType.CV_8UC3, Light);
        AddNoise(picture, moment);
        return picture;
    }

    public void Dispose() => _panorama.Dispose();

    private void AddNoise(Mat picture, int moment)
    {
        using var noise = new Mat(Height, Width, Mono ? MatType.CV_8UC1 : MatType.CV_8UC3);
        Cv2.SetTheRNG((ulong)moment + 1);
        Cv2.Randn(noise, Scalar.All(4), Scalar.All(2));
        if (Mono)
            Cv2.CvtColor(noise, noise, ColorConversionCodes.GRAY2BGR);
        Cv2.Add(picture, noise, picture);
    }

    private static Mat Paint()
    {
        var random = new Random(7);
        var street = new Mat(Height, 1600, MatType.CV_8UC3, new Scalar(190, 170, 150));
        Cv2.Rectangle(street, new Rect(0, 220, 1600, 140), new Scalar(80, 80, 84), -1);
        for (var x = 0; x < 1600;)
        {
            var (width, top) = (random.Next(70, 150), random.Next(30, 110));
            Cv2.Rectangle(street, new Rect(x, top, width, 225 - top), new Scalar(random.Next(60, 200), random.Next(60, 200), random.Next(60, 200)), -1);
            for (var y = top + 12; y < 200; y += random.Next(24, 40))
            {
                for (var window = x + 10; window < x + width - 16; window += random.Next(18, 34))
                    Cv2.Rectangle(street, new Rect(window, y, random.Next(7, 13), 14), new Scalar(random.Next(20, 90), random.Next(20, 90), random.Next(20, 90)), -1);
            }
            x += width + random.Next(0, 30);
        }
        for (var x = 0; x < 1600; x += random.Next(60, 110))
            Cv2.Rectangle(street, new Rect(x, random.Next(240, 340), random.Next(20, 50), 5), Scalar.All(random.Next(140, 240)), -1);
        return street;
    }
}
