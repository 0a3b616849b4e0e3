namespace SafetyHub.DeviceBridge.Video.Behaviours.Smoke;

/// <summary>What a small square of the picture shows.</summary>
/// <param name="Light">Mean grey level.</param>
/// <param name="Colour">Mean distance of the colour channels from each other, in grey levels.</param>
/// <param name="Detail">Mean difference of neighbouring pixels, in grey levels.</param>
internal readonly record struct CellLook(float Light, float Colour, float Detail);

/// <summary>What one look weighs in what is remembered.</summary>
/// <param name="Unrest">In the unrest, which lasts seconds.</param>
/// <param name="Usual">In the usual look, where nothing has changed: slow enough that smoke which gathers is not learnt as it comes.</param>
/// <param name="Changed">In the usual look, where something has changed.</param>
internal readonly record struct LookWeights(float Unrest, float Usual, float Changed)
{
    /// <summary>The weights of a look that comes so many seconds after the last.</summary>
    public static LookWeights After(double seconds) => new(Share(seconds, 3), Share(seconds, 20), Share(seconds, 120));

    private static float Share(double seconds, double memory) => (float)(1 - Math.Exp(-seconds / memory));
}

/// <summary>A small square of the picture: how it looks without smoke, and how it looks now.</summary>
internal sealed class SmokeCell
{
    private const float LightChange = 8;
    private const float Textured = 4; // of detail: enough to see it blur
    private const float Blurred = 0.75f;
    private const float NewDetail = 3;
    private const float Sharper = 1.3f;
    private const float NewColour = 6;
    private const float LightOffset = 10; // keeps the contrast of dark squares finite
    private CellLook _usual;
    private CellLook _now;

    /// <summary>How much the light moves from one look to the next, over the last seconds.</summary>
    public float Unrest { get; private set; }

    /// <summary>True when it differs from the usual look.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>True when it differs as smoke does: greyer, without new edges, and with less contrast where there was any.</summary>
    public bool IsSmoky { get; private set; }

    /// <summary>True when smoke is told by the contrast that went, not only by the light.</summary>
    public bool IsBlurred { get; private set; }

    /// <summary>True when there are edges that were not there: somebody or something stands here.</summary>
    public bool IsSharper { get; private set; }

    public void Begin(in CellLook look) => (_usual, _now, Unrest, IsChanged, IsSmoky, IsBlurred, IsSharper) = (look, look, 0, false, false, false, false);

    /// <summary>Takes in the next look, with its weight in each of the three memories.</summary>
    public void See(in CellLook look, in LookWeights weights, bool hidden)
    {
        Unrest += weights.Unrest * (Math.Abs(look.Light - _now.Light) - Unrest);
        _now = look;
        if (hidden)
        {
            (IsChanged, IsSmoky, IsBlurred, IsSharper) = (false, false, false, false);
            return;
        }
        Compare(look);
        var weight = IsChanged ? weights.Changed : weights.Usual;
        _usual = new CellLook(
            _usual.Light + (weight * (look.Light - _usual.Light)), _usual.Colour + (weight * (look.Colour - _usual.Colour)), _usual.Detail + (weight * (look.Detail - _usual.Detail)));
    }

    private void Compare(in CellLook look)
    {
        var textured = _usual.Detail >= Textured;
        // A shadow takes light and detail alike; smoke takes the detail.
        var contrast = look.Detail / (look.Light + LightOffset) / Math.Max(_usual.Detail / (_usual.Light + LightOffset), 1e-3f);
        IsBlurred = textured && contrast < Blurred;
        IsSharper = look.Detail > (Sharper * _usual.Detail) + NewDetail;
        IsChanged = IsBlurred || IsSharper || Math.Abs(look.Light - _usual.Light) >= LightChange;
        IsSmoky = IsChanged && look.Colour <= _usual.Colour + NewColour && (textured ? IsBlurred : look.Detail <= _usual.Detail + NewDetail);
    }
}
