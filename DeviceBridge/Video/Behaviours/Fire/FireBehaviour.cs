using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fire;

/// <summary>
/// A region that has the colour of flames with a hot core, whose pixels keep changing while the whole stays where it is, for some seconds.
/// What is worn or hidden by people is not looked at. It is a hint: a flag in the sun or a screen that shows flames can look the same.
/// </summary>
internal sealed class FireBehaviour(FireOptions options) : IBehaviour, IDisposable
{
    private const int MostRegions = 16;
    private const double HighestConfidence = 0.6; // it stays a hint
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(1);
    private readonly FlamePixels _pixels = new();
    private readonly List<FlameRegion> _regions = [];
    private DateTimeOffset? _last;
    private DateTimeOffset? _reported;

    public void Observe(Scene scene, List<Finding> findings)
    {
        var passed = scene.At - (_last ?? scene.At);
        _last = scene.At;
        if (passed < TimeSpan.Zero || passed > LongestStep)
        {
            passed = TimeSpan.Zero; // after a gap nothing is known of flicker
            _regions.Clear();
        }
        var smallest = (int)Math.Max(4, options.SmallestArea * FlamePixels.Width * FlamePixels.Width / scene.Aspect);
        foreach (var look in _pixels.Observe(scene.Picture, passed.TotalSeconds, smallest, scene.Tracks.Select(track => track.Box)))
            Take(look, scene, passed);
        _regions.RemoveAll(region => scene.At - region.LastSeen > Forgotten);
        foreach (var region in _regions)
        {
            if (MayReport(region, scene) is not { } zone)
                continue;
            (region.Reported, _reported) = (true, scene.At);
            findings.Add(Describe(region, zone));
        }
    }

    public void Dispose() => _pixels.Dispose();

    private void Take(in FlameLook look, Scene scene, TimeSpan passed)
    {
        var place = look.Place;
        var known = _regions.Where(region => region.LastSeen != scene.At && (region.Place & place) is { Width: > 0, Height: > 0 }).MaxBy(region => Area(region.Place & place));
        if (known is not null)
            known.See(look, scene.At, passed, options.Flicker);
        else if (_regions.Count < MostRegions)
            _regions.Add(new FlameRegion(look, scene.At));
    }

    private Zone? MayReport(FlameRegion region, Scene scene)
    {
        if (region.Reported || region.LastSeen != scene.At || region.Burning < options.Hold)
            return null;
        if (_reported is { } last && scene.At >= last && scene.At - last < options.Rearm)
            return null;
        var box = ToBox(region.Place);
        return scene.Zones.FirstOrDefault(zone => zone.Contains(box.X + box.Width / 2, box.Y + box.Height / 2));
    }

    private Finding Describe(FlameRegion region, Zone zone)
    {
        var confidence = 0.3 + 0.15 * Math.Min(1, region.Flicker / (3 * options.Flicker)) + 0.15 * Math.Min(1, region.Hot / 0.5);
        return new Finding(ToBox(region.Place), Math.Min(HighestConfidence, confidence),
        [
            new ObservationReason(ObservationReason.Flicker, Math.Round(region.Flicker, 2)),
            new ObservationReason(ObservationReason.HotShare, Math.Round(region.Hot, 2)),
            new ObservationReason(ObservationReason.SecondsSeen, Math.Round(region.Burning.TotalSeconds, 1)),
        ])
        {
            Zone = zone,
        };
    }

    private static int Area(Rect rect) => rect.Width * rect.Height;

    private Box ToBox(Rect place) => new(
        (float)place.X / _pixels.Size.Width, (float)place.Y / _pixels.Size.Height, (float)place.Width / _pixels.Size.Width, (float)place.Height / _pixels.Size.Height);
}
