using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>
/// What moved between the last frame and this one. A detector loses people while they fall; the moving outline does not, and it
/// needs no background that was learnt before.
/// </summary>
internal sealed class MovingShape : IDisposable
{
    private const int Width = 320;
    private const int Difference = 20;
    private const int FewestInRow = 3;
    private const int FewestPixels = 60;
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly Mat _colour = new();
    private readonly Mat _mask = new();
    private readonly Mat _unknown = new();
    private readonly Mat _rows = new();
    private Mat _now = new();
    private Mat _before = new();

    /// <summary>Takes in the next picture.</summary>
    public void Observe(Mat picture)
    {
        (_now, _before) = (_before, _now);
        Cv2.Resize(picture, _colour, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)));
        Cv2.CvtColor(_colour, _now, ColorConversionCodes.BGR2GRAY);
        Cv2.GaussianBlur(_now, _now, new Size(5, 5), 0);
        if (_before.Size() != _now.Size())
            _now.CopyTo(_before);
        Cv2.Absdiff(_now, _before, _mask);
        Cv2.Threshold(_mask, _mask, Difference, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(_mask, _mask, MorphTypes.Open, _kernel);
    }

    /// <summary>Height of the topmost movement inside the area (0 is the upper edge of the picture); null when hardly anything moves there.</summary>
    public float? Top(in Box area)
    {
        if (Part(area) is not { } part)
            return null;
        using (part)
        {
            if (Cv2.CountNonZero(part) < FewestPixels)
                return null;
            Cv2.Reduce(part, _rows, ReduceDimension.Column, ReduceTypes.Sum, MatType.CV_32S);
            if (!_rows.GetArray(out int[] sums))
                return null;
            var first = Array.FindIndex(sums, sum => sum >= FewestInRow * 255);
            return first < 0 ? null : area.Clipped().Y + (float)first / _mask.Rows;
        }
    }

    /// <summary>The rectangle around all movement outside the given boxes; null when hardly anything moves there.</summary>
    public Box? Around(IEnumerable<Box> known)
    {
        if (_mask.Empty())
            return null;
        _mask.CopyTo(_unknown);
        foreach (var box in known)
            Cv2.Rectangle(_unknown, new Rect((int)(box.X * _mask.Cols), (int)(box.Y * _mask.Rows), (int)Math.Ceiling(box.Width * _mask.Cols), (int)Math.Ceiling(box.Height * _mask.Rows)), Scalar.Black, -1);
        if (Cv2.CountNonZero(_unknown) < FewestPixels)
            return null;
        using var points = new Mat();
        Cv2.FindNonZero(_unknown, points);
        var around = Cv2.BoundingRect(points);
        return new Box((float)around.X / _mask.Cols, (float)around.Y / _mask.Rows, (float)around.Width / _mask.Cols, (float)around.Height / _mask.Rows);
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _kernel, _colour, _mask, _unknown, _rows, _now, _before })
            mat.Dispose();
    }

    private Mat? Part(in Box area)
    {
        var inside = area.Clipped();
        var left = (int)(inside.X * _mask.Cols);
        var top = (int)(inside.Y * _mask.Rows);
        var rect = new Rect(left, top, Math.Min((int)(inside.Width * _mask.Cols), _mask.Cols - left), Math.Min((int)(inside.Height * _mask.Rows), _mask.Rows - top));
        return rect.Width > 0 && rect.Height > 0 ? new Mat(_mask, rect) : null;
    }
}
