using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>How well people were followed.</summary>
/// <param name="Mota">1 - (missed + false + switched) / marked (CLEAR MOT, Bernardin and Stiefelhagen 2008).</param>
/// <param name="Idf1">Share of marked and followed boxes that carry the right identity over the whole clip (Ristani et al. 2016).</param>
internal sealed record TrackingScore(double Mota, double Idf1);

/// <summary>Collects one clip's frames in order; clips are added up.</summary>
internal sealed class TrackingTally
{
    private const float SameBox = 0.5f;
    private readonly Dictionary<int, long> _lastTrack = [];
    private readonly Dictionary<(int Person, long Track), int> _together = [];
    private Dictionary<int, long> _pairs = [];
    private int _marked;
    private int _followed;
    private int _errors;
    private int _identified;
    private bool _closed;

    public void Add(IReadOnlyList<(long Track, Box Box)> followed, IReadOnlyList<MarkedPerson> truth)
    {
        _marked += truth.Count;
        _followed += followed.Count;
        var overlaps = new double[truth.Count, followed.Count];
        for (var p = 0; p < truth.Count; p++)
        {
            for (var t = 0; t < followed.Count; t++)
            {
                var overlap = truth[p].Box.Overlap(followed[t].Box);
                if (overlap < SameBox)
                    continue;
                var pair = (truth[p].Person, followed[t].Track);
                _together[pair] = _together.GetValueOrDefault(pair) + 1;
                // A pair of the frame before stays a pair: every other pairing weighs less.
                overlaps[p, t] = overlap + (_pairs.TryGetValue(pair.Person, out var before) && before == pair.Track ? 1000 : 0);
            }
        }
        Count(followed, truth, Assignment.Best(overlaps));
    }

    /// <summary>Takes in another clip, whose people are others.</summary>
    public void Add(TrackingTally other)
    {
        Close();
        other.Close();
        (_marked, _followed, _errors, _identified) = (_marked + other._marked, _followed + other._followed, _errors + other._errors, _identified + other._identified);
    }

    /// <summary>The score; null when nobody was marked.</summary>
    public TrackingScore? Score()
    {
        Close();
        return _marked == 0 ? null : new TrackingScore(Math.Round(1 - ((double)_errors / _marked), 4), Math.Round(2.0 * _identified / (_marked + _followed), 4));
    }

    private void Count(IReadOnlyList<(long Track, Box Box)> followed, IReadOnlyList<MarkedPerson> truth, int[] columns)
    {
        var pairs = new Dictionary<int, long>();
        for (var p = 0; p < truth.Count; p++)
        {
            if (columns[p] < 0)
                continue;
            var (person, track) = (truth[p].Person, followed[columns[p]].Track);
            pairs[person] = track;
            if (_lastTrack.TryGetValue(person, out var last) && last != track)
                _errors++;
            _lastTrack[person] = track;
        }
        _errors += truth.Count - pairs.Count + followed.Count - pairs.Count;
        _pairs = pairs;
    }

    private void Close()
    {
        if (_closed)
            return;
        _closed = true;
        var (people, tracks) = (_together.Keys.Select(key => key.Person).Distinct().ToList(), _together.Keys.Select(key => key.Track).Distinct().ToList());
        var frames = new double[people.Count, tracks.Count];
        foreach (var ((person, track), count) in _together)
            frames[people.IndexOf(person), tracks.IndexOf(track)] = count;
        var best = Assignment.Best(frames);
        _identified += Enumerable.Range(0, people.Count).Where(p => best[p] >= 0).Sum(p => (int)frames[p, best[p]]);
    }
}
