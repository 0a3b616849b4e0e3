using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>
/// How a camera's view usually looks, learnt from its own pictures and following slow changes. One for pictures in colour and one for those
/// without: by night an infra-red camera sees another scene, and the switch between the two is no movement.
/// </summary>
internal sealed class ViewReference : IDisposable
{
    /// <summary>Looks before anything is compared.</summary>
    public const int LooksToLearn = 20;
    private const double Following = 1.0 / 30; // of a look; a look a second
    private Mat _structure = new();
    private readonly double[] _textured = new double[ViewMeter.CellColumns * ViewMeter.CellRows];
    private int _looks;

    public bool IsLearnt => _looks >= LooksToLearn;

    public double Brightness { get; private set; }

    public double Sharpness { get; private set; }

    /// <summary>How much of the picture usually shows something.</summary>
    public double TexturedShare => _textured.Average();

    /// <summary>Likeness of the structure, 1 for the same view, about 0 for another. Costs one multiplication a point.</summary>
    public double Likeness(ViewMeter meter)
    {
        if (_structure.Empty() || _structure.Size() != meter.Structure.Size())
            return 1;
        var length = Cv2.Norm(_structure);
        return length > 0 ? _structure.Dot(meter.Structure) / length : 1;
    }

    /// <summary>Share of what usually shows something that shows nothing now.</summary>
    public double LostShare(ViewMeter meter)
    {
        double had = 0, lost = 0;
        for (var cell = 0; cell < _textured.Length; cell++)
        {
            had += _textured[cell];
            lost += meter.Textured[cell] ? 0 : _textured[cell];
        }
        return had > 0 ? lost / had : 0;
    }

    public void Learn(ViewMeter meter, in ViewMeasures view)
    {
        if (!_structure.Empty() && _structure.Size() != meter.Structure.Size())
            Forget();
        var share = Math.Max(Following, 1.0 / (_looks + 1));
        if (_structure.Empty())
            meter.Structure.CopyTo(_structure);
        else
            Cv2.AddWeighted(_structure, 1 - share, meter.Structure, share, 0, _structure);
        for (var cell = 0; cell < _textured.Length; cell++)
            _textured[cell] += share * ((meter.Textured[cell] ? 1 : 0) - _textured[cell]);
        Brightness += share * (view.Brightness - Brightness);
        Sharpness += share * (view.Sharpness - Sharpness);
        _looks = Math.Min(_looks + 1, LooksToLearn);
    }

    public void Forget()
    {
        _looks = 0;
        _structure.Dispose();
        _structure = new Mat();
        Array.Clear(_textured);
        (Brightness, Sharpness) = (0, 0);
    }

    public void Dispose() => _structure.Dispose();
}
