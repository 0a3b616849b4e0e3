namespace SafetyHub.DeviceBridge.Video.Behaviours.Wandering;

/// <summary>
/// One person has come into a zone so many times within the window. Who it is goes by the unbroken track, and over a break by the colours of
/// the clothes, as long as nobody else wears the same.
/// </summary>
internal sealed class WanderingBehaviour(WanderingOptions options) : IBehaviour
{
    private const int MostVisitors = 64; // each zone; the one who was away longest is forgotten
    private const int FewestLooks = 3;
    private const int MostLooks = 10; // of one visit: more tell nothing new
    private const double BetterThanNext = 0.04;
    private const double HighestConfidence = 0.8; // clothes are no name
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(390);
    private readonly People _people = new(Gap);
    private readonly Dictionary<string, List<Visitor>> _visitors = [];
    private readonly Dictionary<(string Zone, long Person), Newcomer> _newcomers = [];

    public void Observe(Scene scene, List<Finding> findings)
    {
        _people.Observe(scene);
        Forget(scene);
        foreach (var person in _people.Here.Where(person => person.Confirmed && scene.Sees(person.Track) && scene.HasFeet(person.Box)))
        {
            foreach (var zone in scene.Zones.Where(zone => zone.Holds(person.Box)))
                Observe(scene, person, zone, findings);
        }
    }

    private void Observe(Scene scene, Person person, Zone zone, List<Finding> findings)
    {
        var visitors = _visitors.TryGetValue(zone.Id, out var known) ? known : _visitors[zone.Id] = [];
        var visitor = visitors.Find(one => one.Person == person.Id);
        if (visitor is null)
        {
            if (Recognise(scene, person, zone.Id, visitors) is not { } recognised)
                return;
            visitor = recognised;
        }
        else
            visitor.See(scene.At, options.Apart, null);
        if (visitor.Visits < options.Visits)
            return;
        findings.Add(Describe(person, zone, visitor));
        visitor.Restart();
    }

    // Null while too little was seen of a newcomer.
    private Visitor? Recognise(Scene scene, Person person, string zone, List<Visitor> visitors)
    {
        var key = (zone, person.Id);
        if (!_newcomers.TryGetValue(key, out var newcomer))
            _newcomers[key] = newcomer = new Newcomer();
        if (scene.At - newcomer.LastLook >= LookEvery && newcomer.Clothing.Looks < MostLooks && newcomer.Clothing.Add(scene.Picture, person.Box))
            newcomer.LastLook = scene.At;
        if (newcomer.Clothing.Looks < FewestLooks)
            return null;
        _newcomers.Remove(key);
        var (visitor, likeness) = Match(newcomer.Clothing, visitors);
        if (visitor is null)
            visitors.Add(visitor = new Visitor());
        visitor.Person = person.Id;
        visitor.Clothing.Add(newcomer.Clothing);
        visitor.See(scene.At, options.Apart, likeness);
        if (visitors.Count > MostVisitors)
            visitors.Remove(visitors.MinBy(one => one.LastSeen)!);
        return visitor;
    }

    private (Visitor? Visitor, double Likeness) Match(Clothing clothing, List<Visitor> visitors)
    {
        if (options.Likeness >= 1)
            return (null, 1);
        var alike = visitors.Select(visitor => (Visitor: visitor, Likeness: clothing.Likeness(visitor.Clothing)))
            .Where(pair => pair.Likeness >= options.Likeness).OrderByDescending(pair => pair.Likeness).ToList();
        // Who looks the same and is here at the same time is another person: these colours tell nobody apart.
        foreach (var here in alike.Where(pair => _people.Knows(pair.Visitor.Person)))
            here.Visitor.IsCommon = true;
        return alike.Count == 0 || alike.Exists(pair => pair.Visitor.IsCommon) || (alike.Count > 1 && alike[0].Likeness - alike[1].Likeness < BetterThanNext)
            ? (null, 1)
            : alike[0];
    }

    private void Forget(Scene scene)
    {
        foreach (var (zone, visitors) in _visitors)
            visitors.RemoveAll(visitor => visitor.Forget(scene.At - options.Window) || visitor.LastSeen > scene.At);
        foreach (var zone in _visitors.Where(pair => pair.Value.Count == 0 || !scene.HasZone(pair.Key)).Select(pair => pair.Key).ToArray())
            _visitors.Remove(zone);
        foreach (var key in _newcomers.Keys.Where(key => !_people.Knows(key.Person) || !scene.HasZone(key.Zone)).ToArray())
            _newcomers.Remove(key);
    }

    private static Finding Describe(Person person, Zone zone, Visitor visitor) => new(person.Box, Math.Min(HighestConfidence, visitor.Sureness),
    [
        new ObservationReason(ObservationReason.VisitsInWindow, visitor.Visits),
        new ObservationReason(ObservationReason.VisitsByClothing, visitor.ByClothing),
        new ObservationReason(ObservationReason.PersonScore, Math.Round(person.Score, 3)),
    ])
    {
        Track = person.Track.Id,
        Zone = zone,
    };

    /// <summary>Somebody who has just come into the zone and is being looked at.</summary>
    private sealed class Newcomer
    {
        public Clothing Clothing { get; } = new();

        public DateTimeOffset LastLook { get; set; } = DateTimeOffset.MinValue;
    }
}
