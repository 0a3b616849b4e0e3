using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>
/// A fall: the head of a person who was upright comes down by half the upright height within 2.5 seconds, or the person is suddenly no longer found
/// away from the picture's edges, and somebody is found lying there who was not there before. Reported again only after the re-arm time or elsewhere.
/// KISA's item is "collapse" (쓰러짐): the moment somebody falls down and stays down. Searches in turned pictures are made only when one of the two is suspected.
/// </summary>
internal sealed class FallBehaviour(FallOptions options) : IBehaviour, IDisposable
{
    private const int MostReports = 32;
    private const int MostLooks = 5;
    private const double BetweenLooks = 0.5; // of the time down
    private const float SamePlace = 0.3f;
    private const float PostureMargin = 1.25f;
    private readonly MovingShape _moving = new();
    private readonly FigureFinder _finder = new();
    private readonly RestingPlaces _places = new(options.Beds);
    private readonly Queue<(DateTimeOffset At, Box Box)> _reports = new();

    public void Observe(Scene scene, List<Finding> findings)
    {
        if (!scene.Searched && _finder.Figures.Count == 0)
            return; // nothing moves and nobody is here
        _moving.Observe(scene.Picture);
        _finder.Observe(scene, _moving);
        foreach (var figure in _finder.Figures)
        {
            Follow(scene, figure);
            if (Judge(scene, figure) is { } finding && MayReport(scene, finding.Box))
                findings.Add(finding with { Zone = _places.ZoneOf(scene, finding.Box), Track = figure.Track });
        }
    }

    public void Dispose()
    {
        _moving.Dispose();
        _finder.Dispose();
    }

    private void Follow(Scene scene, Figure figure)
    {
        float? top = null;
        if (figure.LastSeen != scene.At && figure.Column((float)scene.Picture.Width / scene.Picture.Height) is { } column)
        {
            top = _moving.Top(column);
            figure.Move(top, scene.At);
        }
        figure.Follow(scene, top is not null, options);
    }

    // The first look after the time down, more after half of it each: two running have to find the same person down. Who has just fallen may still be
    // turning over, who has only bent down is up again, and what a single search takes for a person is often nothing.
    private Finding? Judge(Scene scene, Figure figure)
    {
        if (figure.Judged || figure.Suspicion is not { } suspicion || figure.Upright is not { } upright)
            return null;
        if (scene.At - suspicion.Since < options.StayDown * (1 + suspicion.Looks * BetweenLooks))
            return null;
        figure.Judged = ++suspicion.Looks >= MostLooks;
        if (suspicion.Kind == SuspicionKind.Vanished && !FallEvidence.HasLeft(figure, upright, scene))
            return null;
        var found = LyingSearch.Find(scene, figure, upright);
        var pose = found.Lying is { } lying ? scene.Posture.Read(scene.Picture, Crop.Around(scene.Picture, lying.Box, PostureMargin), found.Turn) : null;
        var finding = FallEvidence.Weigh(figure, upright, found, pose, scene);
        var place = finding.Confidence >= options.LowestConfidence ? found.Lying?.Box : null;
        var isSure = place is { } now && suspicion.Found is { } before && before.Overlap(now) >= SamePlace;
        suspicion.Found = place;
        figure.Judged |= isSure;
        return isSure ? finding : null;
    }

    private bool MayReport(Scene scene, in Box box)
    {
        while (_reports.Count > 0 && (_reports.Count >= MostReports || scene.At - _reports.Peek().At >= options.Rearm || scene.At < _reports.Peek().At))
            _reports.Dequeue();
        foreach (var (_, reported) in _reports)
        {
            if (Near(reported, box))
                return false;
        }
        if (_places.ZoneOf(scene, box) is null)
            return false;
        _reports.Enqueue((scene.At, box));
        return true;
    }

    // Closer than the larger of the two is long.
    private static bool Near(in Box a, in Box b)
    {
        var reach = Math.Max(Math.Max(a.Width, a.Height), Math.Max(b.Width, b.Height));
        return Math.Abs(a.X + a.Width / 2 - b.X - b.Width / 2) < reach && Math.Abs(a.Y + a.Height / 2 - b.Y - b.Height / 2) < reach;
    }
}
