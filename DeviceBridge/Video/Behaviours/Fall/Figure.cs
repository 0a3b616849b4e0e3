using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>A person as the fall behaviour follows them: upright, sinking, down. Remembers a few seconds.</summary>
internal sealed class Figure(long id) : IDisposable
{
    private const float UprightShare = 0.9f; // of the tallest box: the person is still upright
    private const float WidestUpright = 0.95f; // width over height in pixels
    private const float NarrowestLying = 1.3f;
    private const float Reach = 0.8f; // upright heights to either side
    private const float Slack = 0.15f;
    private const int FramesUpAgain = 2; // one may be a shadow or a moving arm
    private const int MostSamples = 128;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(400);
    private readonly Queue<Sample> _samples = new();
    private readonly Mat _before = new();
    private DateTimeOffset _beforeAt;
    private int _framesUp;

    private readonly record struct Sample(DateTimeOffset At, Box Box, float Shape);

    public long Id => id;

    /// <summary>The person's track; null when only the closer look finds them.</summary>
    public long? Track { get; set; }

    /// <summary>Where the person was last seen.</summary>
    public Box Box { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    public float Score { get; private set; }

    /// <summary>Width over height of the last sighting, in pixels.</summary>
    public float Shape { get; private set; }

    /// <summary>The last upright box before the person began to sink; null when there was none in the last seconds.</summary>
    public Box? Upright { get; private set; }

    public DateTimeOffset UprightAt { get; private set; }

    /// <summary>The picture from when the person was upright, at most half a second older than the fall's beginning.</summary>
    public Mat Before => _before;

    /// <summary>Height of the head now; 0 is the upper edge of the picture.</summary>
    public float Top { get; private set; }

    /// <summary>How far the head has come down since then, in upright heights.</summary>
    public float Sunk => Upright is { } upright ? (Top - upright.Y) / upright.Height : 0;

    /// <summary>Since when the head has been down; null while it is not.</summary>
    public DateTimeOffset? DownSince { get; private set; }

    /// <summary>How long the head took to come down.</summary>
    public TimeSpan SinkTime { get; private set; }

    /// <summary>Frames since then, and how many of them showed the person or their movement.</summary>
    public (int All, int Shown) DownFrames { get; private set; }

    /// <summary>True once this fall was judged, whatever the outcome.</summary>
    public bool Judged { get; set; }

    /// <summary>Since when every sighting has been wider than high; null while not.</summary>
    public DateTimeOffset? WideSince { get; private set; }

    /// <summary>Takes in a sighting in a picture.</summary>
    public void See(in Sighting sighting, DateTimeOffset at, Mat picture)
    {
        (Box, Top, LastSeen, Score) = (sighting.Box, sighting.Box.Y, at, sighting.Score);
        Shape = Box.Width * picture.Width / (Box.Height * picture.Height);
        WideSince = Shape < NarrowestLying ? null : WideSince ?? at;
        while (_samples.Count > 0 && (_samples.Count >= MostSamples || at - _samples.Peek().At > Memory))
            _samples.Dequeue();
        _samples.Enqueue(new Sample(at, Box, Shape));
        if (DownSince is not null)
            return;
        FindUpright();
        if (UprightAt == at && (_before.Empty() || at - _beforeAt >= PictureEvery || at < _beforeAt))
        {
            picture.CopyTo(_before);
            _beforeAt = at;
        }
    }

    /// <summary>Not seen, but something moves where the person was.</summary>
    public void Move(float top) => Top = top;

    /// <summary>Where the person's head can be: the column around the last upright box.</summary>
    public Box? Column(float aspect)
    {
        if (Upright is not { } upright)
            return null;
        var half = Reach * upright.Height / aspect;
        return new Box(upright.X + upright.Width / 2 - half, upright.Y, 2 * half, 1 - upright.Y);
    }

    /// <summary>Follows the way down and up again after the frame's sightings are in.</summary>
    public void Follow(DateTimeOffset at, bool shown, FallOptions options)
    {
        if (DownSince is null)
        {
            if (Upright is null || Sunk < options.SinkShare || at - UprightAt > options.SinkTime)
                return;
            (DownSince, SinkTime, DownFrames, _framesUp) = (at, at - UprightAt, (0, 0), 0);
        }
        DownFrames = (DownFrames.All + 1, DownFrames.Shown + (shown ? 1 : 0));
        _framesUp = Sunk < options.SinkShare - Slack ? _framesUp + 1 : 0;
        if (_framesUp >= FramesUpAgain)
            (DownSince, Judged) = (null, false);
    }

    public void Dispose() => _before.Dispose();

    private void FindUpright()
    {
        var tallest = 0f;
        foreach (var sample in _samples)
        {
            if (sample.Shape <= WidestUpright)
                tallest = Math.Max(tallest, sample.Box.Height);
        }
        foreach (var sample in _samples)
        {
            if (sample.Shape <= WidestUpright && sample.Box.Height >= UprightShare * tallest)
                (Upright, UprightAt) = (sample.Box, sample.At);
        }
    }
}
