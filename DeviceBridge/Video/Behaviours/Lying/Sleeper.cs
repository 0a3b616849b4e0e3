using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>Somebody, or something, that looks like a person who lies at one place.</summary>
internal sealed class Sleeper
{
    private const float StaysWithin = 0.35f; // of its length
    private Box _first;
    private double _scores;
    private int _hits;
    private int _looks;

    public Sleeper(in LyingSight sight, DateTimeOffset at, bool arrived)
    {
        Arrived = arrived;
        Begin(sight, at);
    }

    /// <summary>Where it is now.</summary>
    public Box Box { get; private set; }

    /// <summary>How the picture has to be turned to show it upright.</summary>
    public RotateFlags? Turn { get; private set; }

    /// <summary>Since when it has been lying there.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>True when the place looked different before: furniture does not arrive.</summary>
    public bool Arrived { get; private set; }

    public DateTimeOffset? ReportedAt { get; set; }

    /// <summary>Mean score of the sightings.</summary>
    public double Score => _scores / _hits;

    /// <summary>Share of the looks that found it.</summary>
    public double SeenShare => (double)_hits / _looks;

    public void See(in LyingSight sight, DateTimeOffset at)
    {
        if (Distance(sight.Box, _first) > StaysWithin * Math.Max(_first.Width, _first.Height))
        {
            Arrived = true; // it moves
            Begin(sight, at);
            return;
        }
        (Box, Turn, LastSeen) = (sight.Box, sight.Turn, at);
        (_scores, _hits, _looks) = (_scores + sight.Score, _hits + 1, _looks + 1);
    }

    public void Miss() => _looks++;

    private void Begin(in LyingSight sight, DateTimeOffset at)
    {
        (_first, Box, Turn, Since, LastSeen, ReportedAt) = (sight.Box, sight.Box, sight.Turn, at, at, null);
        (_scores, _hits, _looks) = (sight.Score, 1, 1);
    }

    private static float Distance(in Box a, in Box b) =>
        Math.Max(Math.Abs(a.X + a.Width / 2 - b.X - b.Width / 2), Math.Abs(a.Y + a.Height / 2 - b.Y - b.Height / 2));
}

/// <summary>One sighting of somebody who lies.</summary>
/// <param name="Box">Where.</param>
/// <param name="Score">How sure the model is, 0 to 1.</param>
/// <param name="Turn">How the picture was turned.</param>
internal readonly record struct LyingSight(Box Box, float Score, RotateFlags? Turn);
