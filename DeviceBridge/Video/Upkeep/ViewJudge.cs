using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Upkeep;

/// <summary>Says of one picture whether the camera sees, and whether it still looks where it did. One thread at a time.</summary>
internal sealed class ViewJudge : IDisposable
{
    private const double DarkBelow = 20; // mean grey level
    private const double DarkTexture = 0.1; // share of cells; a street by night has its lamps
    private const double CoveredShare = 0.75; // of what is usually seen
    private const double FewestUsualCells = 0.1; // a reference with less cannot tell what is covered
    private const double NothingSeen = 0.03; // share of cells; without a reference
    private const double FocusLost = 0.2; // of the usual sharpness
    private const double NeverSharp = 0.001; // without a reference
    private const double SameView = 0.45; // likeness
    private const double OtherView = 0.3;
    private const double OtherViewInOtherLight = 0.12;
    private const double OtherLight = 30; // grey levels
    private readonly ViewMeter _meter = new();
    private readonly ViewReference _colour = new();
    private readonly ViewReference _mono = new();

    public ViewVerdict Judge(Mat picture)
    {
        var view = _meter.Measure(picture);
        var usual = view.IsMono ? _mono : _colour;
        if (Blindness(view, usual) is { } blind)
            return blind;
        var likeness = usual.IsLearnt ? usual.Likeness(_meter) : 1;
        if (likeness >= SameView)
            usual.Learn(_meter, view);
        return new ViewVerdict(null, 0, IsOtherView(view, usual, likeness) ? ViewPlace.Other : likeness >= SameView ? ViewPlace.Same : ViewPlace.Unsure, likeness)
        {
            IsLearnt = usual.IsLearnt,
        };
    }

    /// <summary>The present view is the right one from now on.</summary>
    public void Forget()
    {
        _colour.Forget();
        _mono.Forget();
    }

    public void Dispose()
    {
        _meter.Dispose();
        _colour.Dispose();
        _mono.Dispose();
    }

    // A picture gone black or grey has no colour, so the reference in colour counts as well.
    private ViewVerdict? Blindness(in ViewMeasures view, ViewReference usual)
    {
        if (view.Brightness < DarkBelow && view.TexturedShare < DarkTexture)
            return new ViewVerdict("dark", view.Brightness, ViewPlace.Unsure, 0);
        var known = usual.IsLearnt ? usual : _colour.IsLearnt ? _colour : _mono.IsLearnt ? _mono : null;
        var lost = known is { TexturedShare: > FewestUsualCells } ? known.LostShare(_meter) : 0;
        if (lost > CoveredShare || (known is null && view.TexturedShare < NothingSeen))
            return new ViewVerdict("covered", known is null ? view.TexturedShare : lost, ViewPlace.Unsure, 0);
        var focus = usual.IsLearnt && usual.Sharpness > 0 ? view.Sharpness / usual.Sharpness : 1;
        if (focus < FocusLost || (!usual.IsLearnt && view.Sharpness < NeverSharp))
            return new ViewVerdict("out-of-focus", usual.IsLearnt ? focus : view.Sharpness, ViewPlace.Unsure, 0);
        return null;
    }

    // Where the light changed together with the view, only a wholly different structure counts: shadows go, walls stay.
    private static bool IsOtherView(in ViewMeasures view, ViewReference usual, double likeness) =>
        likeness < (Math.Abs(view.Brightness - usual.Brightness) > OtherLight ? OtherViewInOtherLight : OtherView);
}

/// <summary>What one picture says.</summary>
/// <param name="Blind">Why nothing is seen; null when something is.</param>
/// <param name="Value">The figure that belongs to it.</param>
/// <param name="Place">Whether it is the usual view.</param>
/// <param name="Likeness">Likeness to the usual view.</param>
internal sealed record ViewVerdict(string? Blind, double Value, ViewPlace Place, double Likeness)
{
    /// <summary>True when there was a usual view to compare with.</summary>
    public bool IsLearnt { get; init; }
}

/// <summary>Where a camera looks.</summary>
internal enum ViewPlace
{
    /// <summary>Cannot be told from this picture.</summary>
    Unsure,

    /// <summary>Where it usually looks.</summary>
    Same,

    /// <summary>Elsewhere.</summary>
    Other,
}
