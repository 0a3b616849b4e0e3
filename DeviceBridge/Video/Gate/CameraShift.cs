using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>
/// Tells whether a change of the picture is only the camera that moved: by how much it is shifted against the background (phase correlation),
/// and what still differs once it is shifted back. A slight change of the light comes out as no shift and nothing that differs. Costs about a
/// millisecond and is asked only when change is spread over the picture.
/// </summary>
internal sealed class CameraShift : IDisposable
{
    private const double LargestShift = 0.2; // share of the width: beyond it too little is left to compare
    private const double ClearPeak = 0.1;
    private const int Difference = 25;
    private const double ExplainedShare = 0.4; // of the change may remain
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly Mat _now = new();
    private readonly Mat _before = new();
    private readonly Mat _moved = new();
    private readonly Mat _brightest = new();
    private readonly Mat _darkest = new();
    private readonly Mat _move = new(2, 3, MatType.CV_64FC1, Scalar.All(0));
    private Mat _window = new();

    /// <summary>How far the picture lies beside the background, in pixels of the gate's picture; valid when the last question was answered with true.</summary>
    public Point2d Shift { get; private set; }

    /// <summary>
    /// True when a shift explains most of the change. Then <paramref name="mask"/> holds what it does not explain.
    /// </summary>
    public bool Explains(Mat grey, Mat background, Mat mask, double changedShare)
    {
        if (!Measure(grey, background))
            return false;
        _move.Set(0, 0, 1.0);
        _move.Set(1, 1, 1.0);
        _move.Set(0, 2, -Shift.X);
        _move.Set(1, 2, -Shift.Y);
        Cv2.WarpAffine(grey, _moved, _move, grey.Size(), InterpolationFlags.Linear, BorderTypes.Replicate);
        Compare(background);
        Cv2.MorphologyEx(_moved, _moved, MorphTypes.Open, _kernel);
        ClearEdges();
        if (Cv2.CountNonZero(_moved) > ExplainedShare * changedShare * grey.Rows * grey.Cols)
            return false;
        _moved.CopyTo(mask);
        return true;
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _kernel, _now, _before, _moved, _brightest, _darkest, _move, _window })
            mat.Dispose();
    }

    // A pixel agrees when it lies between the darkest and the brightest around its place: the shift is not known to a fraction of a pixel.
    private void Compare(Mat background)
    {
        Cv2.Dilate(background, _brightest, _kernel);
        Cv2.Erode(background, _darkest, _kernel);
        Cv2.Subtract(_darkest, _moved, _darkest);
        Cv2.Subtract(_moved, _brightest, _brightest);
        Cv2.Max(_darkest, _brightest, _moved);
        Cv2.Threshold(_moved, _moved, Difference, 255, ThresholdTypes.Binary);
    }

    private bool Measure(Mat grey, Mat background)
    {
        // Half the size is enough for the shift and costs a quarter.
        Cv2.Resize(grey, _moved, new Size(grey.Cols / 2, grey.Rows / 2), 0, 0, InterpolationFlags.Area);
        _moved.ConvertTo(_now, MatType.CV_32FC1);
        Cv2.Resize(background, _moved, _now.Size(), 0, 0, InterpolationFlags.Area);
        _moved.ConvertTo(_before, MatType.CV_32FC1);
        if (_window.Size() != _now.Size())
        {
            _window.Dispose();
            _window = new Mat();
            Cv2.CreateHanningWindow(_window, _now.Size(), MatType.CV_32FC1);
        }
        var half = Cv2.PhaseCorrelate(_before, _now, _window, out var peak);
        Shift = new Point2d(half.X * 2, half.Y * 2);
        var length = Math.Sqrt((Shift.X * Shift.X) + (Shift.Y * Shift.Y));
        return peak >= ClearPeak && length <= LargestShift * grey.Cols;
    }

    // What came into the picture at its edge has no background to be compared with.
    private void ClearEdges()
    {
        var (across, down) = ((int)Math.Ceiling(Math.Abs(Shift.X)) + 1, (int)Math.Ceiling(Math.Abs(Shift.Y)) + 1);
        Cv2.Rectangle(_moved, new Rect(0, 0, across, _moved.Rows), Scalar.All(0), -1);
        Cv2.Rectangle(_moved, new Rect(_moved.Cols - across, 0, across, _moved.Rows), Scalar.All(0), -1);
        Cv2.Rectangle(_moved, new Rect(0, 0, _moved.Cols, down), Scalar.All(0), -1);
        Cv2.Rectangle(_moved, new Rect(0, _moved.Rows - down, _moved.Cols, down), Scalar.All(0), -1);
    }
}
