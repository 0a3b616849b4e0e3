using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>
/// Joins the detections of successive frames into tracks (the idea of ByteTrack): first the sure detections find the confirmed tracks, then
/// the weak ones those that are left, because somebody half hidden is a weak detection before there is none; what is still left feeds
/// candidates, and what is sure starts them. Each round takes the pairing whose overlaps add up to the most. The same detections give the same
/// tracks. One for each camera.
/// </summary>
internal sealed class PersonTracker(float startScore, int confirmHits, TimeSpan lostAfter)
{
    private const int MissesBeforeLost = 2;
    private const int MostTracks = 128; // a crowd beyond this is not followed person by person

    // Overlaps with the predicted box. A weak sighting may keep a track where it is, not lead it astray, so it needs more.
    private const float SureOverlap = 0.2f;
    private const float WeakOverlap = 0.5f;
    private const float CandidateOverlap = 0.3f;

    // Below this share of the threshold a sighting is noise as often as a hidden person.
    private const float WeakShare = 0.6f;

    // The movement of a track is known from this sighting on; before that the last box counts as well as the predicted one.
    private const int KnownMovement = 4;

    // A sighting that is smaller than somebody already seen and lies inside by so much is a part of that person; two tracks with this overlap
    // are one person.
    private const float PartOfAnother = 0.6f;
    private const float SmallerShare = 0.75f;
    private const float SamePerson = 0.7f;

    private readonly List<Track> _tracks = [];
    private readonly List<(int Track, int Detection, float Overlap)> _pairs = [];
    private readonly HashSet<Track> _seen = [];
    private bool[] _used = [];
    private long _lastId;

    /// <summary>Score from which a detection may start a track. Changes when another model takes over.</summary>
    public float StartScore { get; set; } = startScore;

    /// <summary>All living tracks; those seen in the last frame have <see cref="Track.LastSeen"/> equal to its time.</summary>
    public IReadOnlyList<Track> Tracks => _tracks;

    /// <summary>True when a track needs the next frame searched: just missed, or a candidate that is not doubtful for long.</summary>
    public bool Uncertain => _tracks.Exists(track => track.Misses > 0 || track.IsUndecided(confirmHits));

    /// <summary>True while a confirmed person is followed.</summary>
    public bool FollowsSomebody => _tracks.Exists(track => track.Confirmed);

    /// <summary>Takes in the detections of one searched frame, best first.</summary>
    public void Update(List<Sighting> detections, DateTimeOffset at)
    {
        _seen.Clear();
        if (_used.Length < detections.Count)
            _used = new bool[detections.Count];
        Array.Clear(_used);
        Match(detections, at, new Round(Sure: true, Confirmed: true, SureOverlap));
        Match(detections, at, new Round(Sure: false, Confirmed: true, WeakOverlap));
        DropParts(detections);
        Match(detections, at, new Round(Sure: true, Confirmed: false, CandidateOverlap));
        Match(detections, at, new Round(Sure: false, Confirmed: false, WeakOverlap));
        foreach (var track in _tracks)
        {
            if (!_seen.Contains(track))
                track.Miss();
        }
        _tracks.RemoveAll(track => IsLost(track, at));
        DropDoubles();
        Start(detections, at);
    }

    // Time alone does not lose a track: while the gate is shut nobody looks. A clock set back must not keep it alive either.
    private bool IsLost(Track track, DateTimeOffset at) =>
        track.Misses >= MissesBeforeLost && (!track.Confirmed || at - track.LastSeen >= lostAfter || at < track.LastSeen);

    private void Match(List<Sighting> detections, DateTimeOffset at, in Round round)
    {
        _pairs.Clear();
        for (var t = 0; t < _tracks.Count; t++)
        {
            var track = _tracks[t];
            if (track.Confirmed != round.Confirmed || _seen.Contains(track))
                continue;
            var predicted = track.Predicted(at);
            for (var d = 0; d < detections.Count; d++)
            {
                if (_used[d] || detections[d].Score < WeakShare * StartScore || detections[d].Score >= StartScore != round.Sure)
                    continue;
                var overlap = predicted.Overlap(detections[d].Box);
                if (track.Hits < KnownMovement)
                    overlap = Math.Max(overlap, track.Box.Overlap(detections[d].Box));
                if (overlap >= round.Overlap)
                    _pairs.Add((t, d, overlap));
            }
        }
        if (_pairs.Count > 0)
            Join(detections, at);
    }

    private void Join(List<Sighting> detections, DateTimeOffset at)
    {
        int[] tracks = [.. _pairs.Select(pair => pair.Track).Distinct()];
        int[] found = [.. _pairs.Select(pair => pair.Detection).Distinct()];
        var gain = new double[tracks.Length, found.Length];
        foreach (var (t, d, overlap) in _pairs)
            gain[Array.IndexOf(tracks, t), Array.IndexOf(found, d)] = overlap;
        var best = Assignment.Best(gain);
        for (var row = 0; row < best.Length; row++)
        {
            if (best[row] < 0)
                continue;
            var (track, detection) = (_tracks[tracks[row]], found[best[row]]);
            track.See(detections[detection], at, StartScore);
            track.ConfirmFrom(confirmHits, StartScore);
            _seen.Add(track);
            _used[detection] = true;
        }
    }

    // What lies inside somebody who was just seen is that person's head or half, not another person.
    private void DropParts(List<Sighting> detections)
    {
        for (var d = 0; d < detections.Count; d++)
        {
            if (_used[d])
                continue;
            foreach (var track in _seen)
            {
                if (IsPart(detections[d].Box, track.Box))
                {
                    _used[d] = true;
                    break;
                }
            }
        }
    }

    private static bool IsPart(in Box box, in Box whole) =>
        box.Width * box.Height < SmallerShare * whole.Width * whole.Height && box.ShareInside(whole) >= PartOfAnother;

    // Two tracks on one person: the one that was there first stays.
    private void DropDoubles()
    {
        for (var younger = _tracks.Count - 1; younger > 0; younger--)
        {
            for (var older = 0; older < younger; older++)
            {
                if (_tracks[older].Misses == 0 && _tracks[younger].Box.Overlap(_tracks[older].Box) >= SamePerson)
                {
                    _tracks.RemoveAt(younger);
                    break;
                }
            }
        }
    }

    private void Start(List<Sighting> detections, DateTimeOffset at)
    {
        for (var d = 0; d < detections.Count && _tracks.Count < MostTracks; d++)
        {
            if (_used[d] || detections[d].Score < StartScore)
                continue;
            var track = new Track(++_lastId, detections[d], at);
            track.ConfirmFrom(confirmHits, StartScore);
            _tracks.Add(track);
        }
    }

    private readonly record struct Round(bool Sure, bool Confirmed, float Overlap);
}
