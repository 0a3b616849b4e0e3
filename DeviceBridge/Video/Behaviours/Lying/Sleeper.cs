using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Lying;

/// <summary>Somebody, or something, that looks like a person who lies at one place.</summary>
internal sealed class Sleeper : IDisposable
{
    private const float StaysWithin = 0.35f; // of its length
    private readonly Mat _look;
    private bool _came;
    private bool _differs;
    private Box _first;
    private double _scores;
    private int _hits;
    private int _looks;

    /// <param name="sight">Where it is.</param>
    /// <param name="at">When.</param>
    /// <param name="now">The picture, see <see cref="SmallPicture"/>.</param>
    /// <param name="came">The place looked different before.</param>
    public Sleeper(in LyingSight sight, DateTimeOffset at, Mat now, bool came)
    {
        (_look, _came) = (now.Clone(), came);
        Begin(sight, at);
    }

    /// <summary>Where it is now.</summary>
    public Box Box { get; private set; }

    /// <summary>How the picture has to be turned to show it upright.</summary>
    public RotateFlags? Turn { get; private set; }

    /// <summary>Since when it has been lying there.</summary>
    public DateTimeOffset Since { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>True when the place looked different before: furniture does not arrive. Somebody may lie down on it, though.</summary>
    public bool Arrived => _came || _differs;

    public DateTimeOffset? ReportedAt { get; set; }

    /// <summary>Mean score of the sightings.</summary>
    public double Score => _scores / _hits;

    /// <summary>Share of the looks that found it.</summary>
    public double SeenShare => (double)_hits / _looks;

    /// <summary>Seen again. It lies anew when it has moved, or when its place has come to look different or as it did at first.</summary>
    public void See(in LyingSight sight, DateTimeOffset at, Mat now)
    {
        var moved = Distance(sight.Box, _first) > StaysWithin * Math.Max(_first.Width, _first.Height);
        var differs = !moved && SmallPicture.Differ(_look, now, sight.Box);
        if (!differs)
            now.CopyTo(_look); // light changes slowly
        _came |= moved;
        if (moved || differs != _differs)
        {
            _differs = differs;
            Begin(sight, at);
            return;
        }
        (Box, Turn, LastSeen) = (sight.Box, sight.Turn, at);
        (_scores, _hits, _looks) = (_scores + sight.Score, _hits + 1, _looks + 1);
    }

    public void Miss() => _looks++;

    public void Dispose() => _look.Dispose();

    private void Begin(in LyingSight sight, DateTimeOffset at)
    {
        (_first, Box, Turn, Since, LastSeen, ReportedAt) = (sight.Box, sight.Box, sight.Turn, at, at, null);
        (_scores, _hits, _looks) = (sight.Score, 1, 1);
    }

    private static float Distance(in Box a, in Box b) =>
        Math.Max(Math.Abs(a.X + a.Width / 2 - b.X - b.Width / 2), Math.Abs(a.Y + a.Height / 2 - b.Y - b.Height / 2));
}
