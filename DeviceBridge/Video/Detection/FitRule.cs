using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>How the frame becomes a model's input.</summary>
internal enum FitMode
{
    /// <summary>Shape kept, picture in the middle, borders filled.</summary>
    Centre,

    /// <summary>Shape kept, picture at the top left, borders filled.</summary>
    TopLeft,

    /// <summary>Shape lost, no borders.</summary>
    Stretch,
}

/// <summary>Fit and colour scaling of a model family: input = (value - mean) / deviation for blue, green, red.</summary>
internal sealed record FitRule(FitMode Mode, byte Border, float[] Mean, float[] Deviation)
{
    /// <summary>Order of the colours in the input.</summary>
    public ColourOrder Colours { get; init; } = ColourOrder.Bgr;

    /// <summary>Order of the values in the input.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.ChannelsFirst;
}

/// <summary>Where the frame landed in the input: input = frame pixel * scale + offset.</summary>
internal readonly record struct Placement(float ScaleX, float ScaleY, float OffsetX, float OffsetY, Size Frame)
{
    /// <summary>A box in input pixels as shares of the frame.</summary>
    public Box ToFrame(float left, float top, float width, float height) => new Box(
        (left - OffsetX) / ScaleX / Frame.Width,
        (top - OffsetY) / ScaleY / Frame.Height,
        width / ScaleX / Frame.Width,
        height / ScaleY / Frame.Height).Clipped();
}
