using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Fall;

/// <summary>A person as the fall behaviour follows them: upright, sinking, down. Remembers a few seconds.</summary>
internal sealed class Figure(long id) : IDisposable
{
    private const float UprightShare = 0.9f; // of the tallest box: the person is still upright
    private const float WidestUpright = 0.95f; // width over height in pixels
    private const float Reach = 0.8f; // upright heights to either side
    private const float Slack = 0.15f;
    private const float MostSunk = 1.25f; // who falls towards the camera comes to lie below where they stood
    private const float StillUpright = 0.25f; // sunk by less
    private const int FramesUpAgain = 2; // one may be a shadow or a moving arm
    private const int MissesToVanish = 3;
    private const int SightingsToVanish = 3;
    private const float EdgeWidth = 0.02f;
    private const int MostSamples = 128;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PictureEvery = TimeSpan.FromMilliseconds(400);
    private readonly Queue<Sample> _samples = new();
    private readonly Mat _before = new();
    private DateTimeOffset _beforeAt;
    private int _framesUp;
    private int _misses;

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

    /// <summary>The suspected fall; null while there is none.</summary>
    public Suspicion? Suspicion { get; private set; }

    /// <summary>True once this fall was reported or there is nothing more to look for.</summary>
    public bool Judged { get; set; }

    /// <summary>Takes in a sighting in a picture.</summary>
    public void See(in Sighting sighting, DateTimeOffset at, Mat picture)
    {
        (Box, Top, LastSeen, Score) = (sighting.Box, sighting.Box.Y, at, sighting.Score);
        Shape = Box.Width * picture.Width / (Box.Height * picture.Height);
        while (_samples.Count > 0 && (_samples.Count >= MostSamples || at - _samples.Peek().At > Memory))
            _samples.Dequeue();
        _samples.Enqueue(new Sample(at, Box, Shape));
        _misses = 0;
        if (Suspicion is not null)
            return;
        FindUpright();
        if (UprightAt == at && (_before.Empty() || at - _beforeAt >= PictureEvery || at < _beforeAt))
        {
            picture.CopyTo(_before);
            _beforeAt = at;
        }
    }

    /// <summary>True for a box that touches the left or right edge, where people leave. Who stands near the camera reaches the lower edge without leaving.</summary>
    public static bool AtEdge(in Box box) => box.X < EdgeWidth || box.X + box.Width > 1 - EdgeWidth;

    /// <summary>
    /// Not seen, but something moves where the person was, from <paramref name="top"/> downwards; null when nothing does. Who was upright and whose
    /// place has not changed is still upright: detectors lose people who only stand there, and the way down begins with the movement.
    /// </summary>
    public void Move(float? top, DateTimeOffset at)
    {
        Top = top ?? Top;
        if (Suspicion is null && Upright is not null && Sunk < StillUpright)
            UprightAt = at;
    }

    /// <summary>Where the person's head can be: the column around the last upright box.</summary>
    public Box? Column(float aspect)
    {
        if (Upright is not { } upright)
            return null;
        var half = Reach * upright.Height / aspect;
        return new Box(upright.X + upright.Width / 2 - half, upright.Y, 2 * half, 1 - upright.Y);
    }

    /// <summary>Follows the way down and up again after the frame's sightings are in.</summary>
    /// <param name="scene">The frame.</param>
    /// <param name="moves">Something moves where the person was.</param>
    /// <param name="options">The behaviour's options.</param>
    public void Follow(Scene scene, bool moves, FallOptions options)
    {
        var seen = LastSeen == scene.At;
        _misses += scene.Searched && !seen ? 1 : 0;
        Suspicion ??= Suspect(scene, seen || moves, options);
        if (Suspicion is null)
            return;
        Suspicion.StillSince = moves ? null : Suspicion.StillSince ?? scene.At;
        _framesUp = (seen || moves) && Sunk < options.SinkShare - Slack ? _framesUp + 1 : 0;
        if (_framesUp >= FramesUpAgain)
            (Suspicion, Judged, _framesUp) = (null, false, 0);
    }

    public void Dispose() => _before.Dispose();

    private Suspicion? Suspect(Scene scene, bool shown, FallOptions options)
    {
        var at = scene.At;
        if (Upright is null)
            return null;
        if (Sunk > MostSunk)
            return null; // somebody else, or half a person before
        if (Sunk >= options.SinkShare)
            return at - UprightAt <= options.SinkTime ? new Suspicion(SuspicionKind.Sank, at, at - UprightAt) : null;
        var vanished = !shown && _misses >= MissesToVanish && _samples.Count >= SightingsToVanish && at - LastSeen >= 2 * options.StayDown && !AtEdge(Box) && !IsHidden(scene);
        return vanished ? new Suspicion(SuspicionKind.Vanished, LastSeen, TimeSpan.Zero) : null;
    }

    // Somebody else walks there.
    private bool IsHidden(Scene scene)
    {
        foreach (var track in scene.Tracks)
        {
            if (track.Id != Track && scene.Sees(track) && track.Box.Overlap(Box) > 0)
                return true;
        }
        return false;
    }

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
