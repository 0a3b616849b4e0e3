using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Abandoned;

/// <summary>
/// Something that came with a person, keeps still, is clearly smaller than the person, and has had nobody of those who brought it near
/// for so long. Judged once: afterwards, whatever it was, it belongs to the place.
/// </summary>
internal sealed class AbandonedBehaviour(AbandonedOptions options) : IBehaviour, IDisposable
{
    private const int MostThings = 32;
    private const int YoungLooks = 3;
    private const double LargestArea = 0.05; // of the picture
    private const float TallestShare = 0.75f; // of the carrier
    private const float WidestShare = 1f;
    private const double CarrierReach = 0.7; // body heights: who is that near when it appears has brought it
    private const double LeastNewOutline = 0.55;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(390);
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan Vanished = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Unbrought = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);
    private readonly StillBackground _background = new();
    private readonly People _people = new(Memory);
    private readonly List<LeftThing> _things = [];
    private readonly Mat _mask = new();
    private readonly Mat _labels = new();
    private readonly Mat _stats = new();
    private readonly Mat _centres = new();
    private readonly Mat _kernel = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
    private readonly Queue<(DateTimeOffset At, long Person, Box Box, double Score)> _visits = new();
    private DateTimeOffset? _last;

    public void Observe(Scene scene, List<Finding> findings)
    {
        _people.Observe(scene);
        if (_last is { } last && scene.At >= last && scene.At - last < Pace)
            return;
        if (_last is { } before && (scene.At < before || scene.At - before > Memory))
            _things.Clear(); // nobody watched in between
        _last = scene.At;
        RememberVisits(scene.At);
        _background.Observe(scene.Picture, scene.Tracks.Select(track => track.Box));
        FindThings(scene);
        for (var i = _things.Count - 1; i >= 0; i--)
        {
            Attend(_things[i], scene);
            if (Judge(_things[i], scene, findings))
                _things.RemoveAt(i);
        }
    }

    public void Dispose()
    {
        _background.Dispose();
        foreach (var mat in new[] { _mask, _labels, _stats, _centres, _kernel })
            mat.Dispose();
    }

    private void RememberVisits(DateTimeOffset at)
    {
        const int MostVisits = 2048;
        while (_visits.Count > 0 && (_visits.Count >= MostVisits || at - _visits.Peek().At > Memory || at < _visits.Peek().At))
            _visits.Dequeue();
        foreach (var person in _people.Here.Where(person => person.IsPresent))
            _visits.Enqueue((at, person.Id, person.Box, person.Score));
    }

    private void FindThings(Scene scene)
    {
        Cv2.Threshold(_background.Age, _mask, YoungLooks - 1, 255, ThresholdTypes.Binary);
        Cv2.MorphologyEx(_mask, _mask, MorphTypes.Close, _kernel);
        var count = Cv2.ConnectedComponentsWithStats(_mask, _labels, _stats, _centres);
        var pixels = (double)_mask.Rows * _mask.Cols;
        for (var component = 1; component < count; component++)
        {
            var area = _stats.At<int>(component, (int)ConnectedComponentsTypes.Area) / pixels;
            if (area >= options.SmallestArea && area <= LargestArea)
                Take(RectOf(component), scene);
        }
    }

    private Rect RectOf(int component) => new(
        _stats.At<int>(component, (int)ConnectedComponentsTypes.Left), _stats.At<int>(component, (int)ConnectedComponentsTypes.Top),
        _stats.At<int>(component, (int)ConnectedComponentsTypes.Width), _stats.At<int>(component, (int)ConnectedComponentsTypes.Height));

    private void Take(Rect place, Scene scene)
    {
        var known = _things.Find(thing => (thing.Place & place) is { Width: > 0, Height: > 0 });
        if (known is not null)
        {
            (known.Place, known.LastSeen) = (place, scene.At);
            return;
        }
        if (_things.Count >= MostThings)
            return;
        var thing = new LeftThing(place, scene.At);
        foreach (var (_, person, box, score) in _visits.Where(visit => IsNear(visit.Box, thing, scene, CarrierReach)))
            Bring(thing, person, box, score);
        _things.Add(thing);
    }

    private static void Bring(LeftThing thing, long person, in Box box, double score)
    {
        thing.Carriers.Add(person);
        thing.CarrierHeight = Math.Max(thing.CarrierHeight, box.Height);
        thing.CarrierScore = Math.Max(thing.CarrierScore, score);
    }

    private void Attend(LeftThing thing, Scene scene)
    {
        if (_people.Here.Any(person => Places.Pixels(person.Box, _mask.Size(), 0.1f) is var pixels && (pixels & thing.Place) == thing.Place))
            thing.LastSeen = scene.At; // hidden behind somebody
        if (thing.Carriers.Count == 0)
            return;
        foreach (var person in _people.Here.Where(person => IsNear(person.Box, thing, scene, options.Distance)))
        {
            // A carrier the tracker has lost and found as somebody else has no pause; nor has a companion who stays.
            if (!thing.Carriers.Contains(person.Id) && scene.At - thing.LastAttended > Pace * 2)
                continue;
            thing.Carriers.Add(person.Id);
            thing.LastAttended = scene.At;
        }
    }

    // True when the thing needs no watching any more.
    private bool Judge(LeftThing thing, Scene scene, List<Finding> findings)
    {
        if (scene.At - thing.LastSeen > Vanished)
            return true;
        if (thing.Carriers.Count == 0)
            return scene.At - thing.Since > Unbrought && Accept(thing);
        if (scene.At - thing.LastAttended < options.Unattended || scene.At < thing.NotBefore || thing.LastSeen != scene.At)
            return false;
        if (Confidence(thing, scene.Aspect) is not { } confidence || confidence.Value < options.LowestConfidence)
            return Accept(thing);
        if (SomebodyIsThere(thing, scene))
        {
            thing.NotBefore = scene.At + LookAgain;
            return false;
        }
        var box = Places.Shares(thing.Place, _mask.Size());
        if (ZoneOf(scene, box) is { } zone)
            findings.Add(Describe(thing, box, zone, confidence, scene.At));
        return Accept(thing);
    }

    // Null: no thing that somebody left.
    private (double Value, double Outline)? Confidence(LeftThing thing, double aspect)
    {
        var box = Places.Shares(thing.Place, _mask.Size());
        if (box.Height > TallestShare * thing.CarrierHeight || box.Width * aspect > WidestShare * thing.CarrierHeight)
            return null;
        var around = Places.Widened(thing.Place, 4, _mask.Size());
        using var now = new Mat(_background.Now, around);
        using var background = new Mat(_background.Background, around);
        using var mask = new Mat(_mask, around);
        var outline = ThingCheck.NewOutline(now, background, mask);
        if (outline < LeastNewOutline || ThingCheck.IsLight(now, background, mask))
            return null;
        return (0.3 + 0.4 * Math.Min(1, (outline - 0.5) / 0.3) + 0.3 * Math.Clamp(thing.CarrierScore, 0, 1), outline);
    }

    // A seated person whom the detector does not find in the whole picture is often found in a closer one.
    private bool SomebodyIsThere(LeftThing thing, Scene scene)
    {
        const float Margin = 1; // of the thing's size, to either side
        var part = Places.Pixels(Places.Shares(thing.Place, _mask.Size()), scene.Picture.Size(), Margin);
        using var view = new Mat(scene.Picture, part);
        var place = new Box(1 / 3f, 1 / 3f, 1 / 3f, 1 / 3f);
        return scene.Search.Detect(view, scene.Search.Threshold).Any(sighting => sighting.Box.Overlap(place) > 0.25f);
    }

    private bool Accept(LeftThing thing)
    {
        _background.Accept(Places.Widened(thing.Place, 4, _mask.Size()));
        return true;
    }

    private bool IsNear(in Box person, LeftThing thing, Scene scene, double reach)
    {
        var box = Places.Shares(thing.Place, _mask.Size());
        var body = Math.Max(person.Height, 1e-3f);
        var across = Math.Max(0, Math.Abs(person.X + person.Width / 2 - box.X - box.Width / 2) - (person.Width + box.Width) / 2) * scene.Aspect / body;
        var down = Math.Abs(person.Foot.Y - box.Foot.Y) / body;
        return across <= reach && down <= reach;
    }

    private static Zone? ZoneOf(Scene scene, in Box box)
    {
        foreach (var zone in scene.Zones)
        {
            if (zone.Holds(box))
                return zone;
        }
        return null;
    }

    private static Finding Describe(LeftThing thing, in Box box, Zone zone, (double Value, double Outline) confidence, DateTimeOffset at) => new(box, confidence.Value,
    [
        new ObservationReason(ObservationReason.SecondsUnattended, Math.Round((at - thing.LastAttended).TotalSeconds, 1)),
        new ObservationReason(ObservationReason.NewOutline, Math.Round(confidence.Outline, 2)),
        new ObservationReason(ObservationReason.CarrierScore, Math.Round(thing.CarrierScore, 3)),
    ])
    {
        Zone = zone,
    };
}
