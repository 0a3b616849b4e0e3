using System.Diagnostics;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>Clips and pictures that the tests draw themselves.</summary>
internal static class Clips
{
    /// <summary>A test card with a moving pattern, H.264 with sound, so that sound has to be left out.</summary>
    public static string Render(TemporaryFolder folder, int seconds = 4, string size = "640x360", int fps = 15)
    {
        var path = folder.File("clip.mp4");
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=size={size}:rate={fps}", "-f", "lavfi", "-i", "sine",
            "-t", $"{seconds}", "-c:v", "libx264", "-preset", "ultrafast", "-g", $"{fps}", "-pix_fmt", "yuv420p", "-c:a", "aac", path,
        ];
        using var ffmpeg = Process.Start(new ProcessStartInfo("ffmpeg", arguments) { RedirectStandardError = true })!;
        var words = ffmpeg.StandardError.ReadToEnd();
        ffmpeg.WaitForExit();
        Assert.True(ffmpeg.ExitCode == 0, words);
        return path;
    }

    /// <summary>A room with a figure standing at the given place; no figure outside 0 to 1.</summary>
    public static Mat Room(double figureX, int brightness = 90, int seed = 0)
    {
        var picture = new Mat(360, 640, MatType.CV_8UC3, Scalar.All(brightness));
        Cv2.Rectangle(picture, new Rect(60, 60, 140, 120), Scalar.All(brightness + 40), -1);
        Cv2.Line(picture, new Point(0, 250), new Point(639, 250), Scalar.All(brightness - 40), 3);
        if (figureX is >= 0 and <= 1)
        {
            var middle = (int)(figureX * 640);
            Cv2.Ellipse(picture, new Point(middle, 230), new Size(22, 60), 0, 0, 360, new Scalar(40, 30, 160), -1);
            Cv2.Circle(picture, new Point(middle, 155), 16, new Scalar(120, 150, 200), -1);
        }
        using var noise = new Mat(360, 640, MatType.CV_8UC3);
        Cv2.SetTheRNG((ulong)seed + 1);
        Cv2.Randn(noise, Scalar.All(3), Scalar.All(2));
        Cv2.Add(picture, noise, picture);
        return picture;
    }
}
