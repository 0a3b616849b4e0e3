using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Behaviours.Crowd;

/// <summary>How close people stand, without a calibrated camera.</summary>
internal static class PeopleDensity
{
    private const double Radius = 2; // metres
    private const double Surroundings = Math.PI * Radius * Radius;

    /// <summary>People per square metre within two metres around each of them, on average; 0 for nobody.</summary>
    public static double Of(IReadOnlyList<Track> people, double aspect)
    {
        var near = people.Count;
        for (var i = 0; i < people.Count; i++)
        {
            for (var j = i + 1; j < people.Count; j++)
                near += Ground.Metres(people[i].Box, people[j].Box, aspect) <= Radius ? 2 : 0;
        }
        return people.Count == 0 ? 0 : near / Surroundings / people.Count;
    }
}
