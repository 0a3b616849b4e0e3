using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>
/// A fall: the head of a person who was upright comes down by half the upright height within two seconds, stays down, and
/// somebody is found lying there who was not there before. Reported again only after the re-arm time or elsewhere.
/// </summary>
internal sealed class FallBehaviour(FallOptions options) : IBehaviour, IDisposable
{
    private const int MostReports = 32;
    private readonly MovingShape _moving = new();
    private readonly FigureFinder _finder = new();
    private readonly Zone[] _beds = [.. options.Beds.Select((corners, i) => new Zone($"bed {i}", corners))];
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
            if (Judge(scene, figure) is { } finding && finding.Confidence >= options.LowestConfidence && MayReport(scene, finding.Box))
                findings.Add(finding with { Zone = ZoneOf(scene, finding.Box), Track = figure.Track });
        }
    }

    public void Dispose()
    {
        _moving.Dispose();
        _finder.Dispose();
    }

    private void Follow(Scene scene, Figure figure)
    {
        var shown = figure.LastSeen == scene.At;
        if (!shown && figure.Column((float)scene.Picture.Width / scene.Picture.Height) is { } column && _moving.Top(column) is { } top)
        {
            figure.Move(top);
            shown = true;
        }
        figure.Follow(scene.At, shown, options);
    }

    private Finding? Judge(Scene scene, Figure figure)
    {
        if (figure.Judged)
            return null;
        if (figure.DownSince is { } since && figure.Upright is { } upright)
        {
            if (scene.At - since < options.StayDown)
                return null;
            figure.Judged = true;
            return FallEvidence.OfFall(figure, upright, LyingSearch.Find(scene, figure, upright), scene.At);
        }
        if (figure.Upright is not null || figure.WideSince is not { } wide || scene.At - wide < options.LyingTime || figure.LastSeen != scene.At)
            return null;
        figure.Judged = true;
        return FallEvidence.OfLying(figure, scene.At - wide);
    }

    private bool MayReport(Scene scene, in Box box)
    {
        while (_reports.Count > 0 && (_reports.Count >= MostReports || scene.At - _reports.Peek().At >= options.Rearm || scene.At < _reports.Peek().At))
            _reports.Dequeue();
        foreach (var bed in _beds)
        {
            if (bed.Contains(box.X + box.Width / 2, box.Y + box.Height / 2))
                return false;
        }
        foreach (var (_, reported) in _reports)
        {
            if (Near(reported, box))
                return false;
        }
        if (ZoneOf(scene, box) is null)
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

    // Somebody who lies has no foot point: the middle counts.
    private static Zone? ZoneOf(Scene scene, in Box box)
    {
        foreach (var zone in scene.Zones)
        {
            if (zone.Contains(box.X + box.Width / 2, box.Y + box.Height / 2))
                return zone;
        }
        return null;
    }
}
