using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Crowd;

/// <summary>
/// In a zone there are, on average over some seconds, so many confirmed people and they stand so close. Reported when it begins in a zone,
/// and when it has ended in the last one; between the two limits everything stays as it was.
/// </summary>
internal sealed class CrowdBehaviour(CrowdOptions options) : IBehaviour
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(450);
    private readonly Dictionary<string, Gathering> _gatherings = [];
    private readonly List<Track> _people = [];
    private DateTimeOffset? _last;

    public void Observe(Scene scene, List<Finding> findings)
    {
        if (_last is { } last && scene.At >= last && scene.At - last < Pace)
            return;
        if (_last is { } before && (scene.At < before || scene.At - before > options.Over))
            _gatherings.Values.ToList().ForEach(gathering => gathering.Forget()); // nobody watched in between: what is known is old
        _last = scene.At;
        var crowded = _gatherings.Values.Any(gathering => gathering.Crowded);
        foreach (var gone in _gatherings.Keys.Where(id => !scene.HasZone(id)).ToArray())
            _gatherings.Remove(gone);
        foreach (var zone in scene.Zones)
            Observe(scene, zone, findings);
        if (crowded && !_gatherings.Values.Any(gathering => gathering.Crowded))
            findings.Add(End(scene));
    }

    private void Observe(Scene scene, Zone zone, List<Finding> findings)
    {
        if (!_gatherings.TryGetValue(zone.Id, out var gathering))
            _gatherings[zone.Id] = gathering = new Gathering(options.Over);
        CollectPeople(scene, zone);
        gathering.Add(scene.At, _people.Count, PeopleDensity.Of(_people, scene.Aspect));
        if (gathering.Crowded)
        {
            gathering.Crowded = gathering.Count >= options.People * options.EndShare && gathering.Density >= options.Density * options.EndShare;
            return;
        }
        // The people of this very moment have to be there as well: nobody wants to look at an empty square.
        if (!gathering.IsFull || gathering.Count < options.People || gathering.Density < options.Density || _people.Count == 0)
            return;
        gathering.Crowded = true;
        findings.Add(Describe(zone, gathering));
    }

    private void CollectPeople(Scene scene, Zone zone)
    {
        _people.Clear();
        foreach (var track in scene.Tracks)
        {
            if (track.Confirmed && track.Misses == 0 && zone.Holds(track.Box) && scene.HasFeet(track.Box))
                _people.Add(track);
        }
    }

    private Finding Describe(Zone zone, Gathering gathering) => new(Around(_people), Math.Clamp(_people.Average(person => person.Score), 0, 1),
    [
        new ObservationReason(ObservationReason.PeopleInZone, Math.Round(gathering.Count, 1)),
        new ObservationReason(ObservationReason.PeoplePerSquareMetre, Math.Round(gathering.Density, 2)),
        new ObservationReason(ObservationReason.SecondsInZone, Math.Round(options.Over.TotalSeconds, 1)),
    ])
    {
        Zone = zone,
    };

    private Finding End(Scene scene) => new(new Box(0, 0, 1, 1), 1,
    [
        new ObservationReason(ObservationReason.PeopleInZone, _gatherings.Count == 0 ? 0 : Math.Round(_gatherings.Values.Max(gathering => gathering.Count), 1)),
    ])
    {
        Zone = scene.Zones.Count == 1 ? scene.Zones[0] : null,
        Ends = true,
    };

    private static Box Around(IReadOnlyList<Track> people)
    {
        var (left, top) = (people.Min(person => person.Box.X), people.Min(person => person.Box.Y));
        var (right, bottom) = (people.Max(person => person.Box.X + person.Box.Width), people.Max(person => person.Box.Y + person.Box.Height));
        return new Box(left, top, right - left, bottom - top).Clipped();
    }
}
