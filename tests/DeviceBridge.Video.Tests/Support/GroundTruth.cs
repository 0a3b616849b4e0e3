using System.Globalization;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>Known persons of vtest.avi (MOT format) and the average precision of a detector against them.</summary>
internal sealed class GroundTruth
{
    private const float Width = 768;
    private const float Height = 576;
    private readonly ILookup<int, Box> _persons;

    public GroundTruth()
    {
        _persons = File.ReadLines(TestSurroundings.SharedFile("footage/pets09-s2l1/gt.txt"))
            .Select(line => line.Split(',').Select(value => float.Parse(value, CultureInfo.InvariantCulture)).ToArray())
            .Where(row => row.Length <= 6 || row[6] != 0)
            .ToLookup(row => (int)row[0], row => new Box(row[2] / Width, row[3] / Height, row[4] / Width, row[5] / Height));
    }

    /// <summary>Persons in a frame, counted from 1.</summary>
    public IEnumerable<Box> Persons(int frame) => _persons[frame];

    /// <summary>Average precision at overlap 0.5 over every fifth frame.</summary>
    public double AveragePrecision(IDetectionLane lane, int analysisWidth)
    {
        var hits = new List<(float Score, bool True)>();
        var persons = 0;
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        using var scaled = new Mat();
        List<Sighting> found = [];
        for (var frame = 1; video.Read(picture) && !picture.Empty(); frame++)
        {
            if (frame % 5 != 1)
                continue;
            Cv2.Resize(picture, scaled, new Size(analysisWidth, analysisWidth * 3 / 4), 0, 0, InterpolationFlags.Area);
            lane.Detect(scaled, 0.02f, found);
            var left = Persons(frame).ToList();
            persons += left.Count;
            foreach (var sighting in found)
            {
                var best = left.Count == 0 ? default : left.MaxBy(box => box.Overlap(sighting.Box));
                var matched = best.Overlap(sighting.Box) >= 0.5f && left.Remove(best);
                hits.Add((sighting.Score, matched));
            }
        }
        return Area(hits, persons);
    }

    private static double Area(List<(float Score, bool True)> hits, int persons)
    {
        hits.Sort((a, b) => b.Score.CompareTo(a.Score));
        var curve = new List<(double Recall, double Precision)>();
        var right = 0;
        for (var i = 0; i < hits.Count; i++)
        {
            right += hits[i].True ? 1 : 0;
            curve.Add(((double)right / persons, (double)right / (i + 1)));
        }
        double area = 0, best = 0;
        for (var i = curve.Count - 1; i >= 0; i--)
        {
            best = Math.Max(best, curve[i].Precision);
            area += (curve[i].Recall - (i > 0 ? curve[i - 1].Recall : 0)) * best;
        }
        return area;
    }
}
