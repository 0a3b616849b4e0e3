using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>
/// What the place looks like without what has come lately, on a picture 320 pixels wide, and for how long each pixel has shown something
/// else that keeps still. People do not wear into it, however long they stand.
/// </summary>
internal sealed class StillBackground : IDisposable
{
    private const int Width = 320;
    private const double Changed = 25; // grey levels in the strongest channel
    private const double Moving = 14; // between two looks
    private const double Learning = 0.05; // about ten seconds
    private const double Restless = 0.01; // leaves and flags, which always differ
    private const double LightShare = 0.4;
    private readonly Mat _now = new();
    private readonly Mat _before = new();
    private readonly Mat _reference = new();
    private readonly Mat _known = new();
    private readonly Mat _scratch = new();
    private readonly Mat _changed = new();
    private readonly Mat _moving = new();
    private readonly Mat _free = new();
    private readonly Mat _work = new();
    private readonly Mat _age = new();
    private readonly Mat _background = new();

    /// <summary>The picture now.</summary>
    public Mat Now => _now;

    /// <summary>The place without what is new.</summary>
    public Mat Background => _background;

    /// <summary>For how many looks each pixel has shown something new that keeps still, 8 bit, ending at 255.</summary>
    public Mat Age => _age;

    /// <summary>Takes in a picture in which people (or whoever is suspected to be one) are at these places.</summary>
    public void Observe(Mat picture, IEnumerable<Box> people)
    {
        Cv2.Resize(picture, _now, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        Cv2.Blur(_now, _now, new Size(3, 3));
        if (_reference.Size() != _now.Size())
            Begin();
        MarkPeople(people);
        Compare();
        if (Cv2.CountNonZero(_changed) > LightShare * _changed.Rows * _changed.Cols)
            Begin(); // the light, or the camera
        Learn();
        Grow();
        _now.CopyTo(_before);
    }

    /// <summary>Takes what is in a part of the picture as part of the place from now on.</summary>
    public void Accept(Rect part)
    {
        using var now = new Mat(_now, part);
        using var reference = new Mat(_reference, part);
        using var background = new Mat(_background, part);
        using var age = new Mat(_age, part);
        now.ConvertTo(reference, MatType.CV_32FC3);
        now.CopyTo(background);
        age.SetTo(Scalar.All(0));
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _now, _before, _reference, _known, _scratch, _changed, _moving, _free, _work, _age, _background })
            mat.Dispose();
    }

    private void Begin()
    {
        _now.ConvertTo(_reference, MatType.CV_32FC3);
        _now.CopyTo(_background);
        _now.CopyTo(_before);
        _known.Create(_now.Size(), MatType.CV_8UC1);
        _known.SetTo(Scalar.All(0));
        _age.Create(_now.Size(), MatType.CV_8UC1);
        _age.SetTo(Scalar.All(0));
    }

    private void MarkPeople(IEnumerable<Box> people)
    {
        _free.Create(_now.Size(), MatType.CV_8UC1);
        _free.SetTo(Scalar.All(255));
        foreach (var person in people)
            Cv2.Rectangle(_free, Places.Pixels(person, _now.Size(), margin: 0.1f), Scalar.All(0), -1);
    }

    private void Compare()
    {
        Differ(_background, Changed, _changed);
        Differ(_before, Moving, _moving);
        Cv2.BitwiseAnd(_changed, _free, _changed);
    }

    // Where the strongest channel differs by more than the limit.
    private void Differ(Mat other, double limit, Mat mask)
    {
        Cv2.Absdiff(_now, other, _scratch);
        Cv2.Split(_scratch, out var channels);
        Cv2.Max(channels[0], channels[1], mask);
        Cv2.Max(mask, channels[2], mask);
        foreach (var channel in channels)
            channel.Dispose();
        Cv2.Threshold(mask, mask, limit, 255, ThresholdTypes.Binary);
    }

    private void Learn()
    {
        // What was hidden behind people from the start is taken as it first shows.
        Cv2.BitwiseNot(_known, _work);
        Cv2.BitwiseAnd(_work, _free, _work);
        if (Cv2.CountNonZero(_work) > 0)
        {
            _now.ConvertTo(_scratch, MatType.CV_32FC3);
            _scratch.CopyTo(_reference, _work);
            _known.SetTo(Scalar.All(255), _work);
            _changed.SetTo(Scalar.All(0), _work);
        }
        Cv2.BitwiseNot(_changed, _work);
        Cv2.BitwiseAnd(_work, _free, _work);
        Cv2.AccumulateWeighted(_now, _reference, Learning, _work);
        Cv2.BitwiseAnd(_changed, _moving, _work);
        Cv2.AccumulateWeighted(_now, _reference, Restless, _work);
        _reference.ConvertTo(_background, MatType.CV_8UC3);
    }

    private void Grow()
    {
        Cv2.BitwiseNot(_moving, _work);
        Cv2.BitwiseAnd(_work, _changed, _work);
        Cv2.Add(_age, Scalar.All(1), _age, _work); // ends at 255 by itself
        Cv2.BitwiseAnd(_changed, _moving, _work);
        Cv2.Subtract(_age, Scalar.All(1), _age, _work);
        Cv2.BitwiseNot(_changed, _work);
        Cv2.BitwiseAnd(_work, _free, _work);
        _age.SetTo(Scalar.All(0), _work); // where somebody stands in front the age waits
    }
}
