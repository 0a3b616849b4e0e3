using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>How a frame becomes a square model input.</summary>
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
internal sealed record FitRule(FitMode Mode, byte Border, float[] Mean, float[] Deviation);

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

/// <summary>Resizes frames into a model's input. Keeps its picture between frames; one instance for each thread.</summary>
internal sealed class PictureFit : IDisposable
{
    private readonly FitRule _rule;
    private readonly Mat _square;
    private Mat? _inside;
    private Placement _placement;

    public PictureFit(FitRule rule, int side)
    {
        _rule = rule;
        _square = new Mat(side, side, MatType.CV_8UC3, Scalar.All(rule.Border));
    }

    public Placement Fit(Mat picture, Span<float> input)
    {
        if (_inside is null || picture.Size() != _placement.Frame)
            Place(picture.Size());
        Cv2.Resize(picture, _inside!, _inside!.Size());
        Spread(input);
        return _placement;
    }

    public void Dispose()
    {
        _inside?.Dispose();
        _square.Dispose();
    }

    private void Place(Size frame)
    {
        var side = _square.Width;
        var scale = Math.Min((float)side / frame.Width, (float)side / frame.Height);
        var (width, height) = _rule.Mode == FitMode.Stretch
            ? (side, side)
            : ((int)Math.Round(frame.Width * scale), (int)Math.Round(frame.Height * scale));
        var (left, top) = _rule.Mode == FitMode.Centre ? ((side - width) / 2, (side - height) / 2) : (0, 0);
        _inside?.Dispose();
        _square.SetTo(Scalar.All(_rule.Border));
        _inside = new Mat(_square, new Rect(left, top, width, height));
        _placement = new Placement((float)width / frame.Width, (float)height / frame.Height, left, top, frame);
    }

    // Interleaved bytes to three planes of floats.
    private unsafe void Spread(Span<float> input)
    {
        var count = _square.Width * _square.Height;
        var pixels = new ReadOnlySpan<byte>((void*)_square.Data, count * 3);
        for (var channel = 0; channel < 3; channel++)
        {
            var factor = 1 / _rule.Deviation[channel];
            var shift = -_rule.Mean[channel] * factor;
            var plane = input.Slice(channel * count, count);
            for (int i = 0, p = channel; i < plane.Length; i++, p += 3)
                plane[i] = pixels[p] * factor + shift;
        }
    }
}
