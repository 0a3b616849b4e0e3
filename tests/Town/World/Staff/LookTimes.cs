using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Town.World.Staff;

/// <summary>When a human first looks at an incident.</summary>
internal static class LookTimes
{
    /// <summary>At once from medium up; of low ones "a look today" is within some hours of the working day.</summary>
    public static TimeSpan Look(TimeSpan at, Grade grade)
    {
        if (grade > Grade.Low) return at;
        var latest = at + TimeSpan.FromHours(StaffNumbers.LowHours);
        return IsWorking(latest) && IsWorking(at) ? latest : NextMorning(at) + TimeSpan.FromHours(StaffNumbers.LowHours);
    }

    public static bool IsWorking(TimeSpan at) => (at.TotalHours % 24) is >= StaffNumbers.WorkBegins and < StaffNumbers.WorkEnds;

    private static TimeSpan NextMorning(TimeSpan at)
    {
        var today = TimeSpan.FromDays(at.Days) + TimeSpan.FromHours(StaffNumbers.WorkBegins);
        return at < today ? today : today + TimeSpan.FromDays(1);
    }
}
