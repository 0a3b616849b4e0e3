using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>From shares of the picture to pixels of the small one and back.</summary>
internal static class Places
{
    /// <summary>The pixels of a box, widened by a share of its size on each side, inside the picture.</summary>
    public static Rect Pixels(in Box box, Size size, float margin)
    {
        var (dx, dy) = (box.Width * margin, box.Height * margin);
        var (left, top) = (Math.Clamp((int)((box.X - dx) * size.Width), 0, size.Width - 1), Math.Clamp((int)((box.Y - dy) * size.Height), 0, size.Height - 1));
        var (right, bottom) = (Math.Clamp((int)Math.Ceiling((box.X + box.Width + dx) * size.Width), left + 1, size.Width), Math.Clamp((int)Math.Ceiling((box.Y + box.Height + dy) * size.Height), top + 1, size.Height));
        return new Rect(left, top, right - left, bottom - top);
    }

    public static Box Shares(Rect rect, Size size) => new(
        (float)rect.X / size.Width, (float)rect.Y / size.Height, (float)rect.Width / size.Width, (float)rect.Height / size.Height);

    /// <summary>A rectangle widened by some pixels on each side, inside the picture.</summary>
    public static Rect Widened(Rect rect, int by, Size size)
    {
        var (left, top) = (Math.Max(0, rect.X - by), Math.Max(0, rect.Y - by));
        return new Rect(left, top, Math.Min(size.Width, rect.Right + by) - left, Math.Min(size.Height, rect.Bottom + by) - top);
    }
}
