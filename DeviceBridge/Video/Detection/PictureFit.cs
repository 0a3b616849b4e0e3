using System.Runtime.InteropServices;
using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Detection;

/// <summary>
/// Resizes frames into a model's input and scales their colours. The borders are filled once for each frame size; after that only the part
/// where the picture lies is written. One instance for each thread.
/// </summary>
internal sealed class PictureFit : IDisposable
{
    private readonly FitRule _rule;
    private readonly Size _size;
    private readonly Mat[] _planes;
    private readonly Mat _resized = new();
    private readonly Mat _channel = new();
    private Mat[] _inside = [];
    private Placement _placement;

    public PictureFit(FitRule rule, int width, int height)
    {
        (_rule, _size) = (rule, new Size(width, height));
        Input = GC.AllocateArray<float>(3 * width * height, pinned: true);
        // A plane for each colour of the input, or one for all of them.
        _planes = rule.Layout == TensorLayout.ChannelsFirst
            ? [.. Enumerable.Range(0, 3).Select(plane => View(plane * width * height, MatType.CV_32FC1))]
            : [View(0, MatType.CV_32FC3)];
    }

    /// <summary>The model's input, pinned; written by <see cref="Fit"/>.</summary>
    public float[] Input { get; }

    /// <summary>How large a frame of this size lies in the input.</summary>
    public Size SizeFor(Size frame)
    {
        var scale = Math.Min((float)_size.Width / frame.Width, (float)_size.Height / frame.Height);
        return _rule.Mode == FitMode.Stretch ? _size : new Size((int)Math.Round(frame.Width * scale), (int)Math.Round(frame.Height * scale));
    }

    public Placement Fit(Mat picture)
    {
        if (_inside.Length == 0 || picture.Size() != _placement.Frame)
            Place(picture.Size());
        var source = picture;
        if (picture.Size() != _inside[0].Size())
        {
            Cv2.Resize(picture, _resized, _inside[0].Size());
            source = _resized;
        }
        if (_planes.Length == 3)
            Spread(source);
        else
            Interleave(source);
        return _placement;
    }

    public void Dispose()
    {
        foreach (var mat in _inside.Concat(_planes))
            mat.Dispose();
        _resized.Dispose();
        _channel.Dispose();
    }

    private Mat View(int offset, MatType type) =>
        Mat.FromPixelData(_size.Height, _size.Width, type, Marshal.UnsafeAddrOfPinnedArrayElement(Input, offset));

    private void Place(Size frame)
    {
        var inside = SizeFor(frame);
        var (width, height) = (inside.Width, inside.Height);
        var (left, top) = _rule.Mode == FitMode.Centre ? ((_size.Width - width) / 2, (_size.Height - height) / 2) : (0, 0);
        foreach (var old in _inside)
            old.Dispose();
        for (var plane = 0; plane < _planes.Length; plane++)
            _planes[plane].SetTo(_planes.Length == 3 ? Scalar.All(Border(Source(plane))) : new Scalar(Border(Source(0)), Border(Source(1)), Border(Source(2))));
        _inside = [.. _planes.Select(plane => new Mat(plane, new Rect(left, top, width, height)))];
        _placement = new Placement((float)width / frame.Width, (float)height / frame.Height, left, top, frame);
    }

    private void Spread(Mat picture)
    {
        for (var plane = 0; plane < 3; plane++)
        {
            var channel = Source(plane);
            Cv2.ExtractChannel(picture, _channel, channel);
            _channel.ConvertTo(_inside[plane], MatType.CV_32FC1, 1 / _rule.Deviation[channel], -_rule.Mean[channel] / _rule.Deviation[channel]);
        }
    }

    private void Interleave(Mat picture)
    {
        if (_rule.Colours == ColourOrder.Rgb)
            Cv2.CvtColor(picture, _channel, ColorConversionCodes.BGR2RGB);
        else
            picture.CopyTo(_channel);
        _channel.ConvertTo(_inside[0], MatType.CV_32FC3);
        Cv2.Subtract(_inside[0], Colours(_rule.Mean), _inside[0]);
        Cv2.Divide(_inside[0], Colours(_rule.Deviation), _inside[0]);
    }

    private Scalar Colours(float[] values) => new(values[Source(0)], values[Source(1)], values[Source(2)]);

    // Which colour of the frame (blue, green, red) a colour of the input is.
    private int Source(int plane) => _rule.Colours == ColourOrder.Rgb ? 2 - plane : plane;

    private double Border(int channel) => (_rule.Border - _rule.Mean[channel]) / _rule.Deviation[channel];
}
