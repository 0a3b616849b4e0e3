using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fire;

/// <summary>One look at a region that has had the colour of flames lately.</summary>
/// <param name="Place">Its rectangle in the small picture.</param>
/// <param name="Area">Its pixels.</param>
/// <param name="Lit">Those of them that have the colour now.</param>
/// <param name="X">Middle of the lit pixels; that of the place when there is none.</param>
/// <param name="Y">Middle of the lit pixels.</param>
/// <param name="Flicker">Share of its pixels that change from one look to the next, over the last seconds.</param>
/// <param name="Hot">Share of the lit pixels that are so bright that they are yellow or white.</param>
internal readonly record struct FlameLook(Rect Place, int Area, int Lit, double X, double Y, double Flicker, double Hot);

/// <summary>
/// Where the picture, 160 pixels wide, has the colour of flames, and how much that changes. Red lamps have too little green, headlights
/// are white, and neither flickers.
/// </summary>
internal sealed class FlamePixels : IDisposable
{
    public const int Width = 160;
    private const int LeastRed = 185;
    private const int LeastAboveBlue = 70;
    private const int GreenAboveBlue = 20;
    private const double LeastGreenShare = 0.35; // of the red; below it is a red lamp
    private const int HotRed = 235;
    private const int HotGreen = 165;
    private const int Brightening = 20;
    private const float LeastPresence = 0.2f;
    private const double Memory = 2; // seconds
    private readonly Mat _small = new();
    private readonly Mat _active = new();
    private readonly Mat _hidden = new();
    private readonly Mat _joined = new();
    private readonly Mat _labels = new();
    private readonly Mat _stats = new();
    private readonly Mat _centres = new();
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly List<FlameLook> _looks = [];
    private float[] _presence = [];
    private float[] _changes = [];
    private byte[] _lit = []; // 0 not, 1 lit, 2 hot
    private byte[] _green = []; // the channel in which flames differ most from one moment to the next

    public Size Size => _small.Size();

    /// <summary>
    /// Takes in a picture, so many seconds after the last one, with people at these places: what they wear and what they hide is not looked at.
    /// The list is valid until the next call.
    /// </summary>
    public IReadOnlyList<FlameLook> Observe(Mat picture, double seconds, int smallest, IEnumerable<Box> people)
    {
        Cv2.Resize(picture, _small, new Size(Width, Math.Max(1, picture.Height * Width / picture.Width)), 0, 0, InterpolationFlags.Area);
        var pixels = _small.Rows * _small.Cols;
        if (_presence.Length != pixels)
            (_presence, _changes, _lit, _green) = (new float[pixels], new float[pixels], new byte[pixels], new byte[pixels]);
        _looks.Clear();
        Hide(people);
        if (Look((float)(1 - Math.Exp(-seconds / Memory))) >= smallest)
            Gather(smallest);
        return _looks;
    }

    public void Dispose()
    {
        foreach (var mat in new[] { _small, _active, _hidden, _joined, _labels, _stats, _centres, _kernel })
            mat.Dispose();
    }

    private void Hide(IEnumerable<Box> people)
    {
        const float Margin = 0.15f;
        _hidden.Create(_small.Size(), MatType.CV_8UC1);
        _hidden.SetTo(Scalar.All(0));
        foreach (var person in people)
        {
            var (left, top) = ((person.X - (Margin * person.Width)) * _small.Cols, (person.Y - (Margin * person.Height)) * _small.Rows);
            var (width, height) = ((1 + (2 * Margin)) * person.Width * _small.Cols, (1 + (2 * Margin)) * person.Height * _small.Rows);
            Cv2.Rectangle(_hidden, new Rect((int)left, (int)top, (int)Math.Ceiling(width) + 1, (int)Math.Ceiling(height) + 1), Scalar.All(255), -1);
        }
    }

    private int Look(float share)
    {
        _active.Create(_small.Size(), MatType.CV_8UC1);
        var picture = _small.AsSpan<Vec3b>();
        var active = _active.AsSpan<byte>();
        var hidden = _hidden.AsSpan<byte>();
        var count = 0;
        for (var i = 0; i < picture.Length; i++)
        {
            if (hidden[i] != 0)
            {
                (_presence[i], _changes[i], _lit[i], active[i]) = (0, 0, 0, 0);
                continue;
            }
            var (blue, green, red) = (picture[i].Item0, picture[i].Item1, picture[i].Item2);
            var lit = Colour(red, green, blue);
            var changed = lit == 0 != (_lit[i] == 0) || (lit > 0 && Math.Abs(green - _green[i]) >= Brightening);
            _presence[i] += share * ((lit > 0 ? 1 : 0) - _presence[i]);
            _changes[i] += share * ((changed ? 1 : 0) - _changes[i]);
            (_lit[i], _green[i]) = (lit, green);
            var isActive = _presence[i] >= LeastPresence;
            active[i] = isActive ? (byte)255 : (byte)0;
            count += isActive ? 1 : 0;
        }
        return count;
    }

    private static byte Colour(byte red, byte green, byte blue)
    {
        if (red < LeastRed || red < green || red - blue < LeastAboveBlue || green - blue < GreenAboveBlue || green < LeastGreenShare * red)
            return 0;
        return red >= HotRed && green >= HotGreen ? (byte)2 : (byte)1;
    }

    private void Gather(int smallest)
    {
        Cv2.Dilate(_active, _joined, _kernel);
        var count = Cv2.ConnectedComponentsWithStats(_joined, _labels, _stats, _centres);
        for (var component = 1; component < count; component++)
        {
            var place = new Rect(
                _stats.At<int>(component, (int)ConnectedComponentsTypes.Left), _stats.At<int>(component, (int)ConnectedComponentsTypes.Top),
                _stats.At<int>(component, (int)ConnectedComponentsTypes.Width), _stats.At<int>(component, (int)ConnectedComponentsTypes.Height));
            var look = LookAt(component, place);
            if (look.Area >= smallest)
                _looks.Add(look);
        }
    }

    private FlameLook LookAt(int component, Rect place)
    {
        var labels = _labels.AsSpan<int>();
        var (area, lit, hot, x, y, changes) = (0, 0, 0, 0.0, 0.0, 0.0);
        for (var row = place.Top; row < place.Bottom; row++)
        {
            for (var column = place.Left; column < place.Right; column++)
            {
                var i = (row * _small.Cols) + column;
                if (labels[i] != component || _presence[i] < LeastPresence)
                    continue;
                area++;
                changes += _changes[i];
                if (_lit[i] == 0)
                    continue;
                (lit, x, y) = (lit + 1, x + column, y + row);
                hot += _lit[i] == 2 ? 1 : 0;
            }
        }
        var (middleX, middleY) = lit > 0 ? (x / lit, y / lit) : (place.Left + place.Width / 2.0, place.Top + place.Height / 2.0);
        return new FlameLook(place, area, lit, middleX, middleY, changes / Math.Max(1, area), (double)hot / Math.Max(1, lit));
    }
}
