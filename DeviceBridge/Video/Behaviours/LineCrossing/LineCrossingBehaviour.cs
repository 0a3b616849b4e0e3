namespace SafetyHub.DeviceBridge.Video.Behaviours.LineCrossing;

/// <summary>
/// A confirmed person whose foot point went from one side of a line to the other between the line's ends, and was seen clearly
/// beyond it so many times in a row. Going round the end, or turning back before, is no crossing.
/// </summary>
internal sealed class LineCrossingBehaviour(LineCrossingOptions options) : IBehaviour
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(2);
    private readonly People _people = new(Gap);
    private readonly Dictionary<(long Person, string Line), Walk> _walks = [];

    public void Observe(Scene scene, List<Finding> findings)
    {
        _people.Observe(scene);
        foreach (var key in _walks.Keys.Where(key => !_people.Knows(key.Person) || !scene.Lines.Any(line => line.Id == key.Line)).ToArray())
            _walks.Remove(key);
        foreach (var person in _people.Here.Where(person => scene.Sees(person.Track) && scene.HasFeet(person.Box)))
        {
            foreach (var line in scene.Lines)
                Observe(scene.At, person, line, findings);
        }
    }

    private void Observe(DateTimeOffset at, Person person, Line line, List<Finding> findings)
    {
        if (!_walks.TryGetValue((person.Id, line.Id), out var walk))
        {
            _walks[(person.Id, line.Id)] = new Walk { Foot = person.Foot, Side = SideOf(line, person) };
            return;
        }
        // Being exactly on the line counts as its right, so that two steps over it are one passage.
        if (line.Side(walk.Foot.X, walk.Foot.Y) >= 0 != line.Side(person.Foot.X, person.Foot.Y) >= 0 && line.IsPassed(walk.Foot, person.Foot))
            walk.Passed = !walk.Passed;
        walk.Foot = person.Foot;
        var side = SideOf(line, person);
        if (side == walk.Side)
            walk.Settle(side);
        if (side == 0 || side == walk.Side || (++walk.Beyond < options.Sightings && walk.Side != 0))
            return;
        if (walk.Passed && walk.Side != 0 && person.Confirmed && MayReport(walk, side, at))
            findings.Add(Describe(person, line, side, walk.Beyond));
        walk.Settle(side);
    }

    private int SideOf(Line line, Person person)
    {
        var distance = line.Side(person.Foot.X, person.Foot.Y);
        return Math.Abs(distance) < options.Margin ? 0 : Math.Sign(distance);
    }

    private bool MayReport(Walk walk, int side, DateTimeOffset at)
    {
        if (options.Direction == (side > 0 ? CrossingDirection.Backward : CrossingDirection.Forward))
            return false;
        var last = side > 0 ? walk.LastForward : walk.LastBackward;
        if (last is { } before && at >= before && at - before < options.Rearm)
            return false;
        if (side > 0)
            walk.LastForward = at;
        else
            walk.LastBackward = at;
        return true;
    }

    private static Finding Describe(Person person, Line line, int side, int sightings) => new(person.Box, Math.Clamp(person.Score, 0, 1),
    [
        new ObservationReason(ObservationReason.PersonScore, Math.Round(person.Score, 3)),
        new ObservationReason(side > 0 ? ObservationReason.CrossedForward : ObservationReason.CrossedBackward, sightings),
        new ObservationReason(ObservationReason.SightingsOfTrack, person.Sightings),
    ])
    {
        Track = person.Track.Id,
        Line = line,
    };

    /// <summary>One person's way with regard to one line.</summary>
    private sealed class Walk
    {
        /// <summary>Where the person surely is: 1 right of the line, -1 left, 0 not known yet.</summary>
        public int Side { get; set; }

        public (double X, double Y) Foot { get; set; }

        /// <summary>True when the way since then led through the line an odd number of times.</summary>
        public bool Passed { get; set; }

        public int Beyond { get; set; }

        public DateTimeOffset? LastForward { get; set; }

        public DateTimeOffset? LastBackward { get; set; }

        public void Settle(int side) => (Side, Passed, Beyond) = (side, false, 0);
    }
}
