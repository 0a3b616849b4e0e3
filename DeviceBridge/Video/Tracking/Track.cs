using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Tracking;

/// <summary>One person followed through the frames of one camera.</summary>
internal sealed class Track
{
    private const int LongestTrail = 32;

    // A candidate whose sightings are on average this far above the threshold is confirmed after the usual number of them; one that stays
    // doubtful (somebody in a dim room, or a post that looks like somebody) needs so many times as many that are not weak, and a little margin.
    private const float ClearMargin = 0.1f;
    private const int DoubtfulTimes = 6;
    private const float DoubtMargin = 0.03f;
    private const float TrustSmoothing = 0.25f;
    private readonly Queue<TrailPoint> _trail = new(LongestTrail);
    private BoxMotion _motion;
    private float _trust;
    private int _sure = 1;

    public Track(long id, in Sighting sighting, DateTimeOffset at)
    {
        Id = id;
        Box = sighting.Box;
        Score = sighting.Score;
        FirstSeen = LastSeen = at;
        Hits = 1;
        _trust = sighting.Score;
        _motion = new BoxMotion(sighting.Box);
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

    /// <summary>Where the person stands, in shares of the picture: steadier than the foot of <see cref="Box"/>, whose lower edge jumps when legs are hidden.</summary>
    public (float X, float Y) Foot => _motion.Foot;

    /// <summary>Where the person should be now when the last movement went on.</summary>
    public Box Predicted(DateTimeOffset at) => _motion.After((float)(at - LastSeen).TotalSeconds);

    public void See(in Sighting sighting, DateTimeOffset at, float startScore)
    {
        _motion.See(sighting.Box, (float)(at - LastSeen).TotalSeconds);
        (Box, Score, LastSeen, Misses) = (sighting.Box, sighting.Score, at, 0);
        _trust += TrustSmoothing * (sighting.Score - _trust);
        _sure += sighting.Score >= startScore ? 1 : 0;
        Hits++;
        Remember();
    }

    /// <summary>Makes it a person once there are sightings enough.</summary>
    public void ConfirmFrom(int hits, float startScore) =>
        Confirmed |= Hits >= hits && (_trust >= startScore + ClearMargin || (_sure >= hits * DoubtfulTimes && _trust >= startScore + DoubtMargin));

    /// <summary>True for a candidate about which more sightings will decide soon. A post that looks like somebody is not worth every frame for ever.</summary>
    public bool IsUndecided(int hits) => !Confirmed && Hits < hits * DoubtfulTimes;

    public void Miss() => Misses++;

    private void Remember()
    {
        if (_trail.Count == LongestTrail)
            _trail.Dequeue();
        _trail.Enqueue(new TrailPoint(LastSeen, Foot.X, Foot.Y));
    }
}

/// <summary>Where a person stood at one moment.</summary>
internal readonly record struct TrailPoint(DateTimeOffset At, float X, float Y);
