using OpenCvSharp;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fire;

/// <summary>A region with the colour of flames, followed over time.</summary>
internal sealed class FlameRegion
{
    private const double Memory = 3; // seconds
    private const double LeastHot = 0.08;
    private const double LeastBreathing = 0.04; // how much the lit area varies, as a share of its mean
    private const double MostBreathing = 0.8; // an indicator lamp goes out altogether
    private const double MostWander = 0.3; // of the region's size: what walks or drives is no fire
    private readonly double _firstX;
    private readonly double _firstY;
    private double _lit;
    private double _litSquared;
    private double _hot;
    private double _x;
    private double _y;
    private double _spread;

    public FlameRegion(in FlameLook look, DateTimeOffset at)
    {
        (Place, LastSeen, _lit, _litSquared, _hot) = (look.Place, at, look.Lit, (double)look.Lit * look.Lit, look.Hot);
        (_firstX, _firstY) = (_x, _y) = (look.X, look.Y);
    }

    public Rect Place { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Share of the pixels that change from one look to the next.</summary>
    public double Flicker { get; private set; }

    /// <summary>Share of the lit pixels that are yellow or white.</summary>
    public double Hot => _hot;

    /// <summary>For how long it has looked like flames; what does not, wears it off.</summary>
    public TimeSpan Burning { get; private set; }

    public bool Reported { get; set; }

    /// <summary>Takes in the next look, so many seconds after the last.</summary>
    public void See(in FlameLook look, DateTimeOffset at, TimeSpan passed, double leastFlicker)
    {
        var share = 1 - Math.Exp(-passed.TotalSeconds / Memory);
        _lit += share * (look.Lit - _lit);
        _litSquared += share * (((double)look.Lit * look.Lit) - _litSquared);
        _hot += share * (look.Hot - _hot);
        if (look.Lit > 0)
            Follow(look, share);
        (Place, LastSeen, Flicker) = (look.Place, at, look.Flicker);
        var burns = look.Flicker >= leastFlicker && IsFlame();
        Burning += burns ? passed : -passed;
        if (Burning < TimeSpan.Zero)
            Burning = TimeSpan.Zero;
    }

    private void Follow(in FlameLook look, double share)
    {
        var (dx, dy) = (look.X - _x, look.Y - _y);
        (_x, _y) = (_x + (share * dx), _y + (share * dy));
        _spread += share * ((dx * dx) + (dy * dy) - _spread);
    }

    private bool IsFlame()
    {
        var breathing = Math.Sqrt(Math.Max(0, _litSquared - (_lit * _lit))) / Math.Max(1, _lit);
        var size = Math.Sqrt((double)Place.Width * Place.Height);
        var moved = Math.Sqrt(((_x - _firstX) * (_x - _firstX)) + ((_y - _firstY) * (_y - _firstY)));
        return _hot >= LeastHot && breathing is >= LeastBreathing and <= MostBreathing
            && Math.Sqrt(_spread) <= Math.Max(1, MostWander * size) && moved <= Math.Max(2, size);
    }
}
