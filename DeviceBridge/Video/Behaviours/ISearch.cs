using System.Diagnostics;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>Looks for people in any picture with the detector that the cameras share. One thread at a time.</summary>
internal interface ISearch
{
    /// <summary>
    /// The people whose score is at least <paramref name="floor"/>, best first, boxes in shares of <paramref name="picture"/>.
    /// The list is valid until the next call.
    /// </summary>
    IReadOnlyList<Sighting> Detect(Mat picture, float floor);

    /// <summary>The model's threshold: a sighting from this score on is a person.</summary>
    float Threshold { get; }
}

/// <summary>Finds nobody, where there is no detector.</summary>
internal sealed class NoSearch : ISearch
{
    public static NoSearch Instance { get; } = new();

    public float Threshold => 1;

    public IReadOnlyList<Sighting> Detect(Mat picture, float floor) => [];
}

/// <summary>Searches through a worker's lane.</summary>
internal sealed class LaneSearch : ISearch
{
    private readonly List<Sighting> _found = [];
    private IDetectionLane? _lane;

    public float Threshold { get; private set; }

    /// <summary>Time spent on searches in this frame, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Spent { get; private set; }

    /// <summary>Uses this lane for the next frame: each frame of a camera may be analysed by another worker.</summary>
    public void Use(IDetectionLane lane, float threshold) => (_lane, Threshold, Spent) = (lane, threshold, 0);

    public IReadOnlyList<Sighting> Detect(Mat picture, float floor)
    {
        var started = Stopwatch.GetTimestamp();
        _lane!.Detect(picture, floor, _found);
        Spent += Stopwatch.GetTimestamp() - started;
        return _found;
    }
}
