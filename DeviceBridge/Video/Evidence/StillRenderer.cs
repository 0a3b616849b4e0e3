using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Makes the JPEGs that show a moment.</summary>
internal static class StillRenderer
{
    private static readonly Scalar PersonColour = new(0, 80, 255);
    private static readonly Scalar ZoneColour = new(0, 220, 255);

    public static byte[] Plain(Mat picture, int quality)
    {
        Cv2.ImEncode(".jpg", picture, out var jpeg, new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
        return jpeg;
    }

    /// <summary>Draws person and zone into the picture itself.</summary>
    public static byte[] Marked(Mat picture, in Box person, Zone? zone, int quality)
    {
        var line = Math.Max(2, picture.Width / 320);
        if (zone is not null)
        {
            var corners = zone.Corners.Select(corner => new Point(corner.X * (picture.Width - 1), corner.Y * (picture.Height - 1)));
            Cv2.Polylines(picture, [corners], isClosed: true, ZoneColour, line / 2 + 1, LineTypes.AntiAlias);
        }
        var rectangle = new Rect(
            (int)(person.X * picture.Width), (int)(person.Y * picture.Height),
            Math.Max(1, (int)(person.Width * picture.Width)), Math.Max(1, (int)(person.Height * picture.Height)));
        Cv2.Rectangle(picture, rectangle, PersonColour, line);
        return Plain(picture, quality);
    }
}
