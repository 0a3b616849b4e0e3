using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.People;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>Outings of a day: the fixed ones of the week, and others.</summary>
internal static class OutingPlanner
{
    public static void Plan(LifePlan plan, Dice dice, Person person, TownCalendar calendar, int day)
    {
        var midnight = TimeSpan.FromDays(day);
        foreach (var fixedOuting in person.Habits.Weekly)
        {
            if (fixedOuting.Day != calendar.WeekdayOf(day) || !dice.Hits(0.9)) continue;
            var at = midnight + fixedOuting.At + TimeSpan.FromMinutes(dice.Normal(0, 15));
            GoOut(plan, dice, at, fixedOuting.Length * dice.Between(0.8, 1.3));
        }
        if (!dice.Hits(person.Habits.OutingShare)) return;
        GoOut(plan, dice, midnight + TimeSpan.FromHours(dice.Between(8.5, 17)), TimeSpan.FromHours(0.5 + (4.5 * dice.Share() * dice.Share())));
    }

    private static void GoOut(LifePlan plan, Dice dice, TimeSpan at, TimeSpan length)
    {
        var toldLeaving = dice.Hits(OutingNumbers.Told);
        var toldReturn = dice.Hits(OutingNumbers.Told);
        var by = dice.Hits(0.5) ? DeviceRole.Robot : DeviceRole.Speaker;
        // Nobody leaves from bed, and nobody comes home after going to bed: such a day has no outing.
        if (!plan.IsFree(at - TimeSpan.FromMinutes(10), at + length + TimeSpan.FromMinutes(10))) return;
        plan.Paint(at, at + length, Doing.Out);
        plan.Passages.Add(new Passage(at, ByResident: true));
        plan.Passages.Add(new Passage(at + length, ByResident: true));
        if (toldLeaving) plan.Happenings.Add(new Happening(at - TimeSpan.FromMinutes(3), by, "outing.start", Need.Awake));
        if (toldReturn) plan.Happenings.Add(new Happening(at + length + TimeSpan.FromMinutes(6), by, "outing.end", Need.Awake));
    }
}
