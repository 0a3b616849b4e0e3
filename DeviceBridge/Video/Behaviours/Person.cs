using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>Somebody in the picture, over the short gaps in which the tracker loses them; see <see cref="People"/>.</summary>
internal sealed class Person
{
    private double _scores;

    public Person(Track track)
    {
        (Track, Id, FirstSeen, FirstBox) = (track, track.Id, track.FirstSeen, track.Box);
        See(track);
    }

    /// <summary>The first of this person's tracks.</summary>
    public long Id { get; private set; }

    /// <summary>The track that stands for the person now, or the last one.</summary>
    public Track Track { get; }

    /// <summary>Box of the track's first sighting.</summary>
    public Box FirstBox { get; }

    public DateTimeOffset FirstSeen { get; private set; }

    public DateTimeOffset LastSeen { get; private set; }

    /// <summary>Where the person was last seen.</summary>
    public Box Box { get; private set; }

    /// <summary>Where the person stands, drawn into the picture where the box reaches beyond it.</summary>
    public (double X, double Y) Foot => (Box.Foot.X, Math.Min(Box.Foot.Y, 0.9999));

    public int Sightings { get; private set; }

    /// <summary>Mean score of the sightings.</summary>
    public double Score => _scores / Sightings;

    /// <summary>True when the detector has found the person often enough to believe it.</summary>
    public bool Confirmed { get; private set; }

    /// <summary>True while the track lives and the last search found the person: they are there, also in a frame that was not searched.</summary>
    public bool IsPresent { get; private set; }

    /// <summary>True once the track is gone.</summary>
    public bool IsLost { get; private set; }

    /// <summary>True when the person was on the way out of the picture when last seen.</summary>
    public bool IsLeaving { get; private set; }

    internal bool HasInherited { get; private set; }

    internal void See(Track track)
    {
        Confirmed |= track.Confirmed;
        IsPresent = track.Misses == 0;
        if (track.LastSeen == LastSeen)
            return;
        (Box, LastSeen) = (track.Box, track.LastSeen);
        Sightings++;
        _scores += track.Score;
        IsLeaving = Leaves(track);
    }

    internal void Lose() => (IsLost, IsPresent) = (true, false);

    /// <summary>Goes on as the person that was lost before.</summary>
    internal void Inherit(Person lost)
    {
        (Id, FirstSeen, HasInherited) = (lost.Id, lost.FirstSeen, true);
        (Sightings, _scores) = (Sightings + lost.Sightings, _scores + lost._scores);
        Confirmed |= lost.Confirmed;
    }

    // At a side edge, or outside for a good part within a second.
    private static bool Leaves(Track track)
    {
        const float Edge = 0.01f;
        const float MostOutside = 0.3f;
        var box = track.Box;
        if (box.X < Edge || box.X + box.Width > 1 - Edge)
            return true;
        var soon = track.Predicted(track.LastSeen + TimeSpan.FromSeconds(1));
        var inside = soon.Clipped();
        return Math.Max(0, inside.Width) * Math.Max(0, inside.Height) < (1 - MostOutside) * Math.Min(soon.Width * soon.Height, box.Clipped().Width * box.Clipped().Height);
    }
}
