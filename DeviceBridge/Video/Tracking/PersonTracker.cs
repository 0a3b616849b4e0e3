using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>
/// Joins the detections of successive frames into tracks by overlap with the predicted place: first the sure detections, then the
/// weak ones, which keep a track alive but never start one. Greedy, best overlap first. One for each camera.
/// </summary>
internal sealed class PersonTracker(float startScore, int confirmHits, TimeSpan lostAfter)
{
    private const float SmallestOverlap = 0.2f;
    private const int MissesBeforeLost = 2;
    private const int MostTracks = 128; // a crowd beyond this is not followed person by person
    private readonly List<Track> _tracks = [];
    private readonly List<(float Overlap, int Track, int Detection)> _pairs = [];
    private readonly HashSet<Track> _seen = [];
    private long _lastId;

    /// <summary>All living tracks; those seen in the last frame have <see cref="Track.LastSeen"/> equal to its time.</summary>
    public IReadOnlyList<Track> Tracks => _tracks;

    /// <summary>True when a track needs the next frame searched: just missed or not confirmed.</summary>
    public bool Uncertain => _tracks.Exists(track => track.Misses > 0 || !track.Confirmed);

    /// <summary>Takes in the detections of one searched frame, best first.</summary>
    public void Update(List<Sighting> detections, DateTimeOffset at)
    {
        _seen.Clear();
        Span<bool> used = detections.Count <= 256 ? stackalloc bool[detections.Count] : new bool[detections.Count];
        Match(detections, at, sure: true, used);
        Match(detections, at, sure: false, used);
        foreach (var track in _tracks)
        {
            if (!_seen.Contains(track))
                track.Miss();
        }
        _tracks.RemoveAll(track => IsLost(track, at));
        Start(detections, used, at);
    }

    // Time alone does not lose a track: while the gate is shut nobody looks. A clock set back must not keep it alive either.
    private bool IsLost(Track track, DateTimeOffset at) =>
        track.Misses >= MissesBeforeLost && (!track.Confirmed || at - track.LastSeen >= lostAfter || at < track.LastSeen);

    private void Match(List<Sighting> detections, DateTimeOffset at, bool sure, Span<bool> used)
    {
        _pairs.Clear();
        for (var t = 0; t < _tracks.Count; t++)
        {
            if (_seen.Contains(_tracks[t]))
                continue;
            var (predicted, last) = (_tracks[t].Predicted(at), _tracks[t].Box);
            for (var d = 0; d < detections.Count; d++)
            {
                if (used[d] || detections[d].Score >= startScore != sure)
                    continue;
                var overlap = Math.Max(predicted.Overlap(detections[d].Box), last.Overlap(detections[d].Box));
                if (overlap >= SmallestOverlap)
                    _pairs.Add((overlap, t, d));
            }
        }
        _pairs.Sort(static (a, b) => b.Overlap.CompareTo(a.Overlap));
        foreach (var (_, t, d) in _pairs)
        {
            if (used[d] || !_seen.Add(_tracks[t]))
                continue;
            used[d] = true;
            _tracks[t].See(detections[d], at, confirmHits);
        }
    }

    private void Start(List<Sighting> detections, Span<bool> used, DateTimeOffset at)
    {
        for (var d = 0; d < detections.Count && _tracks.Count < MostTracks; d++)
        {
            if (!used[d] && detections[d].Score >= startScore)
                _tracks.Add(new Track(++_lastId, detections[d], at, confirmHits));
        }
    }
}
