using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>Visits of a day.</summary>
internal static class VisitPlanner
{
    public static void Plan(LifePlan plan, Dice dice, TownCalendar calendar, int day)
    {
        if (!dice.Hits(OutingNumbers.VisitsPerDay)) return;
        var from = TimeSpan.FromDays(day) + TimeSpan.FromHours(dice.Between(9, 18));
        var to = from + TimeSpan.FromHours(dice.Between(0.5, 3));
        var family = calendar.IsFamilyHoliday(day) || calendar.WeekdayOf(day) is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var withChild = dice.Hits(OutingNumbers.ChildVisit) && family;
        if (!plan.IsFree(from, to)) return;
        plan.Visits.Add(new Visit(from, to, withChild));
        plan.Passages.Add(new Passage(from, ByResident: false));
        plan.Passages.Add(new Passage(to, ByResident: false));
    }
}
