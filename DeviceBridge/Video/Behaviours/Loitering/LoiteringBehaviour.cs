namespace SafetyHub.DeviceBridge.Video.Behaviours.Loitering;

/// <summary>
/// A confirmed person whose foot point stays in a zone for so long. The stay begins when the feet are first seen inside; with feet that
/// the picture cuts off, when the person is. Stepping out, or being lost by the detector, for a moment does not end it. Reported once
/// for each stay.
/// </summary>
internal sealed class LoiteringBehaviour(LoiteringOptions options) : IBehaviour
{
    private const int MostStays = 1024;
    private const float FeetCutOff = 0.05f; // of the body's height: a box that ends so near the lower edge may end with the picture
    private readonly People _people = new(options.Absence);
    private readonly Dictionary<(long Person, string Zone), Stay> _stays = [];

    public void Observe(Scene scene, List<Finding> findings)
    {
        _people.Observe(scene);
        foreach (var key in _stays.Where(stay => IsOver(scene, stay.Key, stay.Value)).Select(stay => stay.Key).ToArray())
            _stays.Remove(key);
        foreach (var person in _people.Here.Where(person => person.IsPresent && scene.HasFeet(person.Box)))
        {
            foreach (var zone in scene.Zones.Where(zone => zone.Holds(person.Box)))
                Observe(scene, person, zone, findings);
        }
    }

    private void Observe(Scene scene, Person person, Zone zone, List<Finding> findings)
    {
        if (!_stays.TryGetValue((person.Id, zone.Id), out var stay))
        {
            if (_stays.Count >= MostStays)
                return;
            _stays[(person.Id, zone.Id)] = stay = new Stay { Since = scene.At };
        }
        stay.See(scene.At, person.Box.Foot.Y < 1 - FeetCutOff * person.Box.Height);
        if (stay.Reported || !person.Confirmed || scene.At - stay.Since < options.Stay)
            return;
        stay.Reported = true;
        findings.Add(Describe(person, zone, scene.At - stay.Since));
    }

    private bool IsOver(Scene scene, (long Person, string Zone) key, Stay stay)
    {
        var away = scene.At - stay.LastInside;
        return !scene.HasZone(key.Zone) || away < TimeSpan.Zero || away > (stay.Reported ? options.Rearm : options.Absence) || !_people.Knows(key.Person);
    }

    private static Finding Describe(Person person, Zone zone, TimeSpan stayed) => new(person.Box, Math.Clamp(person.Score, 0, 1),
    [
        new ObservationReason(ObservationReason.PersonScore, Math.Round(person.Score, 3)),
        new ObservationReason(ObservationReason.SecondsInZone, Math.Round(stayed.TotalSeconds, 1)),
        new ObservationReason(ObservationReason.SightingsOfTrack, person.Sightings),
    ])
    {
        Track = person.Track.Id,
        Zone = zone,
    };

    /// <summary>One person's stay in one zone.</summary>
    private sealed class Stay
    {
        private bool _feetSeen;

        public DateTimeOffset Since { get; set; }

        public DateTimeOffset LastInside { get; private set; }

        public bool Reported { get; set; }

        public void See(DateTimeOffset at, bool feet)
        {
            LastInside = at;
            if (_feetSeen || !feet)
                return;
            (_feetSeen, Since) = (true, at);
        }
    }
}
