using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>How well people were found in single frames.</summary>
/// <param name="Ap50">Average precision at an overlap of 0.5: the area under the precision over the recall, all points.</param>
/// <param name="Precision">At the pipeline's threshold; null when nobody was found.</param>
/// <param name="Recall">At the pipeline's threshold.</param>
internal sealed record DetectionScore(double Ap50, double? Precision, double Recall);

/// <summary>Collects frames and scores them together. A detection belongs to the marked person it overlaps most, the surest first.</summary>
internal sealed class DetectionTally(float threshold)
{
    private const float SameBox = 0.5f;
    private readonly List<(float Score, bool Right)> _detections = [];
    private int _marked;

    public void Add(IReadOnlyList<Sighting> found, IReadOnlyList<MarkedPerson> truth)
    {
        _marked += truth.Count;
        var taken = new bool[truth.Count];
        foreach (var sighting in found.OrderByDescending(sighting => sighting.Score))
        {
            var (best, overlap) = (-1, SameBox);
            for (var i = 0; i < truth.Count; i++)
            {
                var shared = sighting.Box.Overlap(truth[i].Box);
                if (!taken[i] && shared >= overlap)
                    (best, overlap) = (i, shared);
            }
            if (best >= 0)
                taken[best] = true;
            _detections.Add((sighting.Score, best >= 0));
        }
    }

    public void Add(DetectionTally other)
    {
        _detections.AddRange(other._detections);
        _marked += other._marked;
    }

    /// <summary>The score; null when nobody was marked.</summary>
    public DetectionScore? Score()
    {
        if (_marked == 0)
            return null;
        var sure = _detections.Where(detection => detection.Score >= threshold).ToList();
        var right = sure.Count(detection => detection.Right);
        return new DetectionScore(
            Math.Round(AveragePrecision(), 4), sure.Count == 0 ? null : Math.Round((double)right / sure.Count, 4), Math.Round((double)right / _marked, 4));
    }

    private double AveragePrecision()
    {
        var points = new List<(double Recall, double Precision)>();
        var (right, all) = (0, 0);
        foreach (var (_, isRight) in _detections.OrderByDescending(detection => detection.Score))
        {
            all++;
            if (isRight)
                right++;
            points.Add(((double)right / _marked, (double)right / all));
        }
        var (area, best, reached) = (0.0, 0.0, points.Count == 0 ? 0 : points[^1].Recall);
        for (var i = points.Count - 1; i >= 0; i--)
        {
            best = Math.Max(best, points[i].Precision);
            var before = i == 0 ? 0 : points[i - 1].Recall;
            area += (Math.Min(points[i].Recall, reached) - before) * best;
        }
        return area;
    }
}
