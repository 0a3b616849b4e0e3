using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Gate;

/// <summary>
/// Says cheaply (well below 2 ms) whether something moves: background model on a grey picture 320 pixels wide. When nearly everything changes
/// at once (lightning, a lamp, the switch to infrared) or the camera itself moved, it learns anew instead of firing. One for each camera.
/// </summary>
internal sealed class MotionGate : IDisposable
{
    private const int Width = 320;
    private const int History = 300;
    private const double Variance = 25;
    private const int SmallestMotion = 80; // pixels of the small picture after widening: a person of about 4 x 10
    private const int SmallestInShake = 3 * SmallestMotion; // edges that the shift back does not meet exactly are smaller
    private const int Rough = 2; // moving things are counted on a mask of half the size
    private const int Noticeable = 15; // grey levels by which a pixel has to differ from the last learnt picture
    private const int LongestRest = 4; // frames of an unchanged picture in a row that are not learnt
    private const double SettledShare = 0.05;
    private const int LongestRecalibration = 25; // frames
    private const int BusyFrames = 250; // a scene that did not settle is simply busy: so long it is not learnt anew again
    private const int MovedForGood = 10; // frames beside the background before the camera counts as turned
    private const int ShakyFrames = 25; // after a shake even a small change may be the last of it
    private const double QuickLearning = 0.5;
    private readonly BackgroundSubtractorMOG2 _background = BackgroundSubtractorMOG2.Create(History, Variance, detectShadows: false);
    private readonly ChangeSpread _spread = new();
    private readonly CameraShift _shift = new();
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly Mat _small = new();
    private readonly Mat _grey = new();
    private readonly Mat _mask = new();
    private readonly Mat _learnt = new();
    private readonly Mat _rough = new();
    private readonly Mat _labels = new();
    private readonly Mat _stats = new();
    private readonly Mat _centres = new();
    private readonly Mat _lastLearnt = new();
    private bool _warm;
    private int _observed;
    private int _rested;
    private int _recalibrating;
    private int _busy;
    private int _shaken;
    private int _shaky;

    /// <summary>Share of the picture that differed from the background in the last frame.</summary>
    public double ChangedShare { get; private set; }

    /// <summary>What differed from the background in the last frame, 8 bit, 320 pixels wide; empty before the first. A shake of the camera is taken out.</summary>
    public Mat Mask => _mask;

    /// <summary>The last picture, BGR, 320 pixels wide.</summary>
    public Mat Small => _small;

    public GateReading Observe(Mat picture)
    {
        Cv2.Resize(picture, _small, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)));
        Cv2.CvtColor(_small, _grey, ColorConversionCodes.BGR2GRAY);
        Cv2.GaussianBlur(_grey, _grey, new Size(3, 3), 0);
        _observed = Math.Min(_observed + 1, History);
        if (MayRest())
            return GateReading.Still;
        _grey.CopyTo(_lastLearnt);
        _background.Apply(_grey, _mask, LearningRate());
        Cv2.MorphologyEx(_mask, _mask, MorphTypes.Open, _kernel);
        ChangedShare = (double)Cv2.CountNonZero(_mask) / (_mask.Rows * _mask.Cols);
        return Read();
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _kernel, _small, _grey, _mask, _learnt, _rough, _lastLearnt, _labels, _stats, _centres })
            mat.Dispose();
        _shift.Dispose();
        _background.Dispose();
    }

    // OpenCV's own rule, but frames that rested count as well: a background seen for long is not to be unlearnt in a moment.
    private double LearningRate() => _recalibrating > 0 ? QuickLearning : 1.0 / Math.Min(2 * _observed, History);

    // A still scene that looks as it did when it was last learnt teaches nothing; the background model is most of the gate's cost.
    private bool MayRest()
    {
        if (ChangedShare > 0 || _recalibrating > 0 || _shaky > 0 || _rested >= LongestRest || _lastLearnt.Size() != _grey.Size())
        {
            _rested = 0;
            return false;
        }
        Cv2.Absdiff(_grey, _lastLearnt, _learnt);
        Cv2.Threshold(_learnt, _learnt, Noticeable, 255, ThresholdTypes.Binary);
        var same = Cv2.CountNonZero(_learnt) == 0;
        _rested = same ? _rested + 1 : 0;
        return same;
    }

    private GateReading Read()
    {
        if (!_warm)
        {
            _warm = true; // against no background everything is new
            return GateReading.Still;
        }
        if (_recalibrating > 0)
            return Settle();
        if (_busy > 0)
            _busy--;
        if (ChangedShare > 0)
            _spread.Measure(_mask);
        if (ChangedShare > 0 && _busy == 0 && _spread.IsEverywhere)
            return Recalibrate();
        if (ChangedShare > 0 && (_spread.IsWide || _shaky > 0) && IsShaken())
            return _shaken >= MovedForGood ? Recalibrate() : SomethingMoves(SmallestInShake) ? GateReading.Motion : GateReading.Recalibrating;
        _shaken = 0;
        var calmed = _shaky > 0 && --_shaky == 0;
        return SomethingMoves(SmallestMotion) ? GateReading.Motion : calmed ? GateReading.Recalibrated : GateReading.Still;
    }

    private GateReading Recalibrate()
    {
        (_recalibrating, _shaken, _shaky) = (1, 0, 0);
        return GateReading.Recalibrating;
    }

    private GateReading Settle()
    {
        if (ChangedShare > SettledShare && ++_recalibrating <= LongestRecalibration)
            return GateReading.Recalibrating;
        if (_recalibrating > LongestRecalibration)
            _busy = BusyFrames;
        _recalibrating = 0;
        return GateReading.Recalibrated;
    }

    // A shake swings about its place; only a camera that stays beside it was turned.
    private bool IsShaken()
    {
        var before = _shift.Shift;
        _background.GetBackgroundImage(_learnt);
        if (!_shift.Explains(_grey, _learnt, _mask, ChangedShare))
            return false;
        var steady = Math.Abs(_shift.Shift.X - before.X) < 1 && Math.Abs(_shift.Shift.Y - before.Y) < 1;
        _shaken = steady ? _shaken + 1 : 1;
        _shaky = ShakyFrames;
        ChangedShare = (double)Cv2.CountNonZero(_mask) / (_mask.Rows * _mask.Cols);
        return true;
    }

    private bool SomethingMoves(int smallest)
    {
        if (ChangedShare == 0)
            return false;
        Cv2.Dilate(_mask, _mask, _kernel, iterations: 2);
        Cv2.Resize(_mask, _rough, new Size(_mask.Cols / Rough, Math.Max(1, _mask.Rows / Rough)), 0, 0, InterpolationFlags.Nearest);
        var count = Cv2.ConnectedComponentsWithStats(_rough, _labels, _stats, _centres);
        for (var component = 1; component < count; component++)
        {
            if (_stats.At<int>(component, (int)ConnectedComponentsTypes.Area) * Rough * Rough > smallest)
                return true;
        }
        return false;
    }
}
