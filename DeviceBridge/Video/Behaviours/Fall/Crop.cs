using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>Searches a square part of a picture, upright or turned, and gives the boxes in shares of the whole picture.</summary>
internal static class Crop
{
    /// <summary>Searches around <paramref name="area"/>, widened by <paramref name="margin"/> and made square in pixels.</summary>
    public static List<Sighting> Search(Scene scene, in Box area, float margin, float floor) =>
        Search(scene.Search, scene.Picture, Around(scene.Picture, area, margin), floor, null);

    /// <summary>Searches a rectangle of a picture; <paramref name="turn"/> turns it by a quarter before.</summary>
    public static List<Sighting> Search(ISearch search, Mat picture, Rect part, float floor, RotateFlags? turn)
    {
        using var view = new Mat(picture, part);
        using var turned = new Mat();
        if (turn is { } flags)
            Cv2.Rotate(view, turned, flags);
        var found = new List<Sighting>();
        foreach (var sighting in search.Detect(turn is null ? view : turned, floor))
        {
            var box = Upright(sighting.Box, turn);
            found.Add(new Sighting(new Box(
                (part.X + box.X * part.Width) / picture.Width, (part.Y + box.Y * part.Height) / picture.Height,
                box.Width * part.Width / picture.Width, box.Height * part.Height / picture.Height), sighting.Score));
        }
        return found;
    }

    /// <summary>The square around an area, inside the picture.</summary>
    public static Rect Around(Mat picture, in Box area, float margin)
    {
        var side = (int)(Math.Max(area.Width * picture.Width, area.Height * picture.Height) * margin);
        var (width, height) = (Math.Clamp(side, 16, picture.Width), Math.Clamp(side, 16, picture.Height));
        var left = (int)((area.X + area.Width / 2) * picture.Width) - width / 2;
        var top = (int)((area.Y + area.Height / 2) * picture.Height) - height / 2;
        return new Rect(Math.Clamp(left, 0, picture.Width - width), Math.Clamp(top, 0, picture.Height - height), width, height);
    }

    // From shares of the turned picture to shares of the one before.
    private static Box Upright(in Box box, RotateFlags? turn) => turn switch
    {
        RotateFlags.Rotate90Clockwise => new Box(box.Y, 1 - box.X - box.Width, box.Height, box.Width),
        RotateFlags.Rotate90Counterclockwise => new Box(1 - box.Y - box.Height, box.X, box.Height, box.Width),
        _ => box,
    };
}
