namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>Width and height of a picture in pixels.</summary>
public readonly record struct FrameSize(int Width, int Height)
{
    /// <summary>Bytes of one frame with three bytes a pixel.</summary>
    public int Bytes => Width * Height * 3;

    /// <summary>The size at most <paramref name="width"/> wide with the same shape, even on both sides; never enlarges.</summary>
    public FrameSize ScaledTo(int width)
    {
        var scale = Math.Min(1.0, (double)width / Width);
        return new FrameSize(Even(Width * scale), Even(Height * scale));
    }

    private static int Even(double pixels) => Math.Max(2, (int)Math.Round(pixels / 2) * 2);
}
