using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Video.Evidence;

/// <summary>Replaces parts of a picture by a few blocks of their mean colour: what was there cannot be brought back.</summary>
internal static class PictureMask
{
    private const int BlocksAcross = 4;
    private const int BlocksOfPicture = 24;

    /// <summary>Masks where people are.</summary>
    public static void Apply(Mat picture, IEnumerable<MaskRegion> regions, PrivacyOptions privacy)
    {
        var ratio = (float)picture.Width / picture.Height;
        foreach (var region in regions) Pixelate(picture, region.Area(privacy, ratio));
    }

    /// <summary>Masks everything: only light and colour of the scene are left.</summary>
    public static void ApplyToAll(Mat picture) => Pixelate(picture, new Rect(0, 0, picture.Width, picture.Height), Math.Max(1, picture.Width / BlocksOfPicture));

    private static void Pixelate(Mat picture, in Box area)
    {
        var left = (int)Math.Floor(area.X * picture.Width);
        var top = (int)Math.Floor(area.Y * picture.Height);
        var right = Math.Min(picture.Width, (int)Math.Ceiling((area.X + area.Width) * picture.Width));
        var bottom = Math.Min(picture.Height, (int)Math.Ceiling((area.Y + area.Height) * picture.Height));
        if (right <= left || bottom <= top) return;
        // A far person's head has few pixels to begin with: a block is never smaller than four of them.
        Pixelate(picture, new Rect(left, top, right - left, bottom - top), Math.Max(4, (right - left) / BlocksAcross));
    }

    private static void Pixelate(Mat picture, Rect area, int block)
    {
        using var part = new Mat(picture, area);
        using var few = new Mat();
        Cv2.Resize(part, few, new Size(Math.Max(1, area.Width / block), Math.Max(1, area.Height / block)), 0, 0, InterpolationFlags.Area);
        Cv2.Resize(few, part, part.Size(), 0, 0, InterpolationFlags.Nearest);
    }
}

/// <summary>Coarse pictures for those who do not know where people are.</summary>
internal sealed class PrivacyFilter : IPrivacyFilter
{
    private const int Quality = 70;

    public byte[]? Coarsen(ReadOnlySpan<byte> picture)
    {
        using var decoded = picture.IsEmpty ? null : TryDecode(picture);
        if (decoded is null || decoded.Empty()) return null;
        PictureMask.ApplyToAll(decoded);
        return StillRenderer.Plain(decoded, Quality);
    }

    private static Mat? TryDecode(ReadOnlySpan<byte> picture)
    {
        try
        {
            return Cv2.ImDecode(picture, ImreadModes.Color);
        }
        catch (OpenCVException)
        {
            return null; // nothing that it knows
        }
    }
}
