using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>One person followed through the frames of one camera.</summary>
internal sealed class Track
{
    private const float VelocitySmoothing = 0.5f;
    private const int LongestTrail = 32;
    private readonly Queue<TrailPoint> _trail = new(LongestTrail);
    private float _speedX;
    private float _speedY;

    public Track(long id, in Sighting sighting, DateTimeOffset at, int confirmHits)
    {
        Id = id;
        Box = sighting.Box;
        Score = sighting.Score;
        FirstSeen = LastSeen = at;
        Hits = 1;
        Confirmed = confirmHits == 1;
        Remember();
    }

    public long Id { get; }

    /// <summary>Where the person was last seen.</summary>
    public Box Box { get; private set; }

    /// <summary>Score of the last sighting.</summary>
    public float Score { get; private set; }

    public DateTimeOffset FirstSeen { get; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Frames in which the person was found.</summary>
    public int Hits { get; private set; }

    /// <summary>Searches without a find since the last sighting.</summary>
    public int Misses { get; private set; }

    public bool Confirmed { get; private set; }

    /// <summary>Where the person stood in the last sightings, oldest first, this one included; at most 32.</summary>
    public IReadOnlyCollection<TrailPoint> Trail => _trail;

    /// <summary>Where the person should be now when the last movement went on.</summary>
    public Box Predicted(DateTimeOffset at)
    {
        var seconds = (float)(at - LastSeen).TotalSeconds;
        return Box with { X = Box.X + _speedX * seconds, Y = Box.Y + _speedY * seconds };
    }

    public void See(in Sighting sighting, DateTimeOffset at, int confirmHits)
    {
        var seconds = (float)(at - LastSeen).TotalSeconds;
        if (seconds > 0)
        {
            _speedX = Blend(_speedX, (Middle(sighting.Box) - Middle(Box)) / seconds);
            _speedY = Blend(_speedY, (sighting.Box.Foot.Y - Box.Foot.Y) / seconds);
        }
        (Box, Score, LastSeen, Misses) = (sighting.Box, sighting.Score, at, 0);
        Confirmed |= ++Hits >= confirmHits;
        Remember();
    }

    public void Miss() => Misses++;

    private void Remember()
    {
        if (_trail.Count == LongestTrail)
            _trail.Dequeue();
        _trail.Enqueue(new TrailPoint(LastSeen, Box.Foot.X, Box.Foot.Y));
    }

    private static float Middle(in Box box) => box.X + box.Width / 2;

    private static float Blend(float old, float now) => old + VelocitySmoothing * (now - old);
}

/// <summary>Where a person stood at one moment.</summary>
internal readonly record struct TrailPoint(DateTimeOffset At, float X, float Y);
