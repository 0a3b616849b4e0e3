using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>
/// Finds the people of a frame: those of the tracker and, where something moves that no track explains, by a closer look at that
/// part of the picture. In dim rooms the whole picture alone loses people for seconds.
/// </summary>
internal sealed class FigureFinder : IDisposable
{
    private const int MostFigures = 12;
    private const float SameOverlap = 0.15f;
    private const float SamePerson = 0.4f;
    private const float Margin = 1.3f;
    private const float SmallestMovement = 0.15f; // of the picture's height
    private const int LooksBeforeRest = 8;
    private static readonly TimeSpan Forget = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private readonly List<Figure> _figures = [];
    private readonly HashSet<Figure> _seen = [];
    private long _lastId;
    private int _emptyLooks;
    private DateTimeOffset _lastLook;

    public IReadOnlyList<Figure> Figures => _figures;

    public void Observe(Scene scene, MovingShape moving)
    {
        _seen.Clear();
        foreach (var track in scene.Tracks)
        {
            if (scene.Searched && scene.Sees(track))
                Take(new Sighting(track.Box, track.Score), track.Id, scene);
        }
        if (moving.Around(_seen.Select(figure => Widened(figure.Box))) is { } around)
            LookCloser(scene, around);
        DropStale(scene.At);
    }

    public void Dispose()
    {
        foreach (var figure in _figures)
            figure.Dispose();
        _figures.Clear();
    }

    private void DropStale(DateTimeOffset at)
    {
        for (var i = _figures.Count - 1; i >= 0; i--)
        {
            var unseen = at - _figures[i].LastSeen;
            if (unseen <= Forget && unseen >= TimeSpan.Zero)
                continue;
            _figures[i].Dispose();
            _figures.RemoveAt(i);
        }
    }

    private void LookCloser(Scene scene, Box around)
    {
        if (around.Height < SmallestMovement)
            return;
        if (_emptyLooks >= LooksBeforeRest && scene.At - _lastLook < Rest)
            return;
        _lastLook = scene.At;
        var found = Crop.Search(scene, around, Margin, scene.Search.Threshold);
        found.RemoveAll(sighting => _seen.Any(figure => figure.Box.Overlap(sighting.Box) > SamePerson));
        _emptyLooks = found.Count == 0 ? _emptyLooks + 1 : 0;
        foreach (var sighting in found)
            Take(sighting, null, scene);
    }

    // Arms, a shadow, the place left behind: movement of somebody who was found.
    private static Box Widened(in Box box) => new Box(box.X - box.Width / 2, box.Y - box.Height / 8, 2 * box.Width, 1.25f * box.Height).Clipped();

    private void Take(in Sighting sighting, long? track, Scene scene)
    {
        var figure = Nearest(sighting.Box, track);
        if (figure is null)
        {
            if (_figures.Count >= MostFigures)
                return; // a crowd: nobody is watched for falling beyond this
            _figures.Add(figure = new Figure(++_lastId));
        }
        if (!_seen.Add(figure))
            return;
        figure.Track = track ?? figure.Track;
        figure.See(sighting, scene.At, scene.Picture);
    }

    private Figure? Nearest(in Box box, long? track)
    {
        Figure? best = null;
        var bestOverlap = SameOverlap;
        foreach (var figure in _figures)
        {
            if (_seen.Contains(figure))
                continue;
            if (track is not null && figure.Track == track)
                return figure;
            var overlap = figure.Box.Overlap(box);
            if (overlap >= bestOverlap)
                (best, bestOverlap) = (figure, overlap);
        }
        return best;
    }
}
