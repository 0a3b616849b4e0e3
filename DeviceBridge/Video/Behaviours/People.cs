using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>
/// Who is who: joins a new track to the person who was lost a moment before at about the same place, so that a detector that blinks
/// does not start a stay anew. Whoever left at the edge of the picture is gone; the next one there is somebody else.
/// Bounded by the tracker's own bound, plus those lost within the gap.
/// </summary>
internal sealed class People(TimeSpan longestGap)
{
    private const double StandingReach = 0.5; // body heights between the two places
    private const double ReachPerSecond = 0.8; // a walk of 1.4 m/s in bodies of 1.7 m
    private const double LongestReach = 2;
    private const double LeastAlike = 0.6; // of the heights
    private const int MostPeople = 256;
    private readonly List<Person> _people = [];
    private readonly HashSet<long> _living = [];

    /// <summary>All who are followed now.</summary>
    public IEnumerable<Person> Here => _people.Where(person => !person.IsLost);

    /// <summary>True while somebody with this id is followed, or was lost so shortly ago that they may come back.</summary>
    public bool Knows(long id) => _people.Exists(person => person.Id == id);

    /// <summary>Takes in the tracks of a frame.</summary>
    public void Observe(Scene scene)
    {
        _living.Clear();
        foreach (var track in scene.Tracks)
        {
            _living.Add(track.Id);
            See(track);
        }
        foreach (var person in _people)
        {
            if (!person.IsLost && !_living.Contains(person.Track.Id))
                person.Lose();
        }
        Join(scene.Aspect);
        _people.RemoveAll(person => person.IsLost && (scene.At - person.LastSeen > longestGap || scene.At < person.LastSeen));
    }

    private void See(Track track)
    {
        foreach (var person in _people)
        {
            if (ReferenceEquals(person.Track, track))
            {
                person.See(track);
                return;
            }
        }
        if (_people.Count < MostPeople)
            _people.Add(new Person(track));
    }

    private void Join(double aspect)
    {
        foreach (var lost in _people.ToArray())
        {
            if (!lost.IsLost || lost.IsLeaving)
                continue;
            var heir = _people.Where(person => MayBe(person, lost, aspect)).MinBy(person => Distance(person, lost, aspect));
            if (heir is null)
                continue;
            heir.Inherit(lost);
            _people.Remove(lost);
        }
    }

    private bool MayBe(Person person, Person lost, double aspect)
    {
        var gap = person.Track.FirstSeen - lost.LastSeen;
        if (person.IsLost || person.HasInherited || gap <= TimeSpan.Zero || gap > longestGap)
            return false;
        var (small, large) = (Math.Min(person.FirstBox.Height, lost.Box.Height), Math.Max(person.FirstBox.Height, lost.Box.Height));
        var reach = Math.Min(LongestReach, StandingReach + ReachPerSecond * gap.TotalSeconds);
        return small >= LeastAlike * large && Distance(person, lost, aspect) <= reach;
    }

    private static double Distance(Person person, Person lost, double aspect) => Ground.Bodies(person.FirstBox, lost.Box, aspect);
}
