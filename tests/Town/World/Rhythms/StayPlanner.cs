using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>Stays elsewhere overnight: family, the two great holidays, hospital with an appointment.</summary>
internal static class StayPlanner
{
    private const int DaysInYear = 365;

    public static void Choose(LifePlan plan, HomeSeed seed, TownCalendar calendar)
    {
        var travels = Dice.For(seed, Purpose.Absence, -1);
        for (var day = 0; day < calendar.Days; day++)
        {
            var dice = Dice.For(seed, Purpose.Absence, day - 1_000_000);
            if (plan.Stays.Exists(stay => stay.To > TimeSpan.FromDays(day))) continue;
            if (dice.Hits(OutingNumbers.HospitalPerYear / DaysInYear)) Add(plan, dice, day, Doing.Hospital, dice.Whole(3, 11));
            else if (dice.Hits(OutingNumbers.StaysPerYear / DaysInYear)) Add(plan, dice, day, Doing.Away, dice.Whole(1, 6));
        }
        if (!travels.Hits(OutingNumbers.AwayOnHoliday)) return;
        for (var day = 0; day < calendar.Days; day++)
        {
            if (!calendar.IsFamilyHoliday(day) || plan.Stays.Exists(stay => stay.To > TimeSpan.FromDays(day))) continue;
            Add(plan, travels, day, Doing.Away, travels.Whole(2, 4));
        }
    }

    public static void Paint(LifePlan plan)
    {
        foreach (var stay in plan.Stays)
        {
            plan.Paint(stay.From, stay.To, stay.Doing);
            plan.Passages.RemoveAll(passage => passage.At >= stay.From && passage.At <= stay.To);
            plan.Visits.RemoveAll(visit => visit.To >= stay.From && visit.From <= stay.To);
            plan.Passages.Add(new Passage(stay.From, ByResident: true));
            plan.Passages.Add(new Passage(stay.To, ByResident: true));
        }
        plan.Passages.Sort((left, right) => left.At.CompareTo(right.At));
    }

    private static void Add(LifePlan plan, Dice dice, int day, Doing doing, int nights)
    {
        var from = TimeSpan.FromDays(day) + TimeSpan.FromHours(dice.Between(8.5, 14));
        var to = TimeSpan.FromDays(day + nights) + TimeSpan.FromHours(dice.Between(11, 18));
        var entered = dice.Hits(doing == Doing.Hospital ? OutingNumbers.HospitalEntered : OutingNumbers.StayEntered);
        // Who stays away overnight tells the doll or speaker as often as who goes out for hours.
        if (doing == Doing.Away && dice.Hits(OutingNumbers.Told))
            plan.Happenings.Add(new Happening(from - TimeSpan.FromMinutes(3), dice.Hits(0.5) ? DeviceRole.Robot : DeviceRole.Speaker, "outing.start", Need.Awake));
        plan.Stays.Add(new Stay(from, to, doing, entered ? from + TimeSpan.FromHours(dice.Between(-2, StaffNumbers.EnteredHours)) : null));
    }
}
