using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Intrusion;

/// <summary>
/// A confirmed person whose foot point is inside a zone in so many sightings in a row. Reported once for each track and zone;
/// again only after the person was seen outside the zone for the re-arm time without coming back.
/// </summary>
internal sealed class IntrusionBehaviour(IntrusionOptions options) : IBehaviour
{
    private readonly Dictionary<(long Track, string Zone), Presence> _presences = [];
    private readonly List<(long Track, string Zone)> _gone = [];

    public void Observe(Scene scene, List<Finding> findings)
    {
        Forget(scene);
        foreach (var track in scene.Tracks)
        {
            if (!track.Confirmed || !scene.Sees(track))
                continue; // not seen now: neither in nor out, the count waits
            foreach (var zone in scene.Zones)
                Observe(scene, track, zone, findings);
        }
    }

    private void Observe(Scene scene, Track track, Zone zone, List<Finding> findings)
    {
        var key = (track.Id, zone.Id);
        var known = _presences.TryGetValue(key, out var presence);
        if (!zone.Holds(track.Box) || !scene.HasFeet(track.Box))
        {
            if (known && Leave(presence!, scene.At))
                _presences.Remove(key);
            return;
        }
        if (!known)
            _presences[key] = presence = new Presence();
        presence!.Enter(track.Score);
        if (presence.Reported || presence.Sightings < options.Sightings)
            return;
        presence.Reported = true;
        findings.Add(Describe(track, zone, presence));
    }

    // True when nothing has to be remembered any more.
    private bool Leave(Presence presence, DateTimeOffset at)
    {
        presence.LeftAt ??= at;
        presence.Sightings = 0;
        presence.ScoreSum = 0;
        return !presence.Reported || at - presence.LeftAt >= options.Rearm;
    }

    private static Finding Describe(Track track, Zone zone, Presence presence)
    {
        var score = presence.ScoreSum / presence.Sightings;
        return new Finding(track.Box, Math.Clamp(score, 0, 1),
        [
            new ObservationReason(ObservationReason.PersonScore, Math.Round(score, 3)),
            new ObservationReason(ObservationReason.SightingsInZone, presence.Sightings),
            new ObservationReason(ObservationReason.SightingsOfTrack, track.Hits),
        ])
        {
            Track = track.Id,
            Zone = zone,
        };
    }

    private void Forget(Scene scene)
    {
        _gone.Clear();
        foreach (var key in _presences.Keys)
        {
            if (!scene.Follows(key.Track) || !scene.HasZone(key.Zone))
                _gone.Add(key);
        }
        foreach (var key in _gone)
            _presences.Remove(key);
    }

    /// <summary>One track's stay in one zone.</summary>
    private sealed class Presence
    {
        public int Sightings { get; set; }

        public double ScoreSum { get; set; }

        public DateTimeOffset? LeftAt { get; set; }

        public bool Reported { get; set; }

        public void Enter(float score)
        {
            LeftAt = null;
            Sightings++;
            ScoreSum += score;
        }
    }
}
