using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>The promise that every camera is seen, as the screens judge it: by the plan and by what really happened.</summary>
internal static class TourPromise
{
    /// <summary>Broken by the plan (too many cameras for the wall) or in fact (a camera waited longer than promised).</summary>
    public static bool IsKept(TourStatus tour) => tour.IsKept && tour.OldestUnseen <= tour.Promise;

    /// <summary>
    /// How many cameras are not seen in time: the part of a round that lies behind the promise. At least one when a camera has waited too long
    /// although the plan would do.
    /// </summary>
    public static int Missed(WallView wall)
    {
        if (IsKept(wall.Tour)) return 0;
        if (wall.Tour.Slots == 0) return wall.Cameras;
        var seen = wall.Tour.Achievable <= TimeSpan.Zero ? 1 : Math.Min(1, wall.Tour.Promise / wall.Tour.Achievable);
        return Math.Max(1, wall.Cameras - (int)Math.Floor(wall.Cameras * seen));
    }
}
