using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.People;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>Plans a person's days: sleep and waking first, then stays elsewhere, outings, naps, visits, and what of it the devices report.</summary>
internal static class LifePlanner
{
    public static LifePlan Plan(HomeSeed seed, Person person, TownCalendar calendar)
    {
        var plan = new LifePlan(calendar.Length);
        StayPlanner.Choose(plan, seed, calendar);
        for (var day = 0; day < calendar.Days; day++) Sleep(plan, Dice.For(seed, Purpose.Day, day), person.Habits, calendar, day);
        for (var day = 0; day < calendar.Days; day++)
        {
            OutingPlanner.Plan(plan, Dice.For(seed, Purpose.Absence, day), person, calendar, day);
            VisitPlanner.Plan(plan, Dice.For(seed, Purpose.Visit, day), calendar, day);
        }
        StayPlanner.Paint(plan);
        return plan;
    }

    private static void Sleep(LifePlan plan, Dice dice, Habits habits, TownCalendar calendar, int day)
    {
        var midnight = TimeSpan.FromDays(day);
        var spread = habits.DayToDay.TotalHours;
        var wakes = habits.Wakes.TotalHours + (PeopleNumbers.WinterLater / 2 * calendar.Winter(day)) + dice.Normal(0, spread);
        if (dice.Hits(PeopleNumbers.SleepingIn)) wakes += dice.Between(0.5, 2.5);
        var sleeps = habits.Sleeps.TotalHours + dice.Normal(0, spread);
        var getsUp = midnight + TimeSpan.FromHours(Math.Clamp(wakes, 2.5, 12));
        var goesToBed = midnight + TimeSpan.FromHours(Math.Clamp(sleeps, 18.5, 26));
        plan.Paint(getsUp, goesToBed, Doing.Awake);
        if (dice.Hits(PeopleNumbers.DayInBed)) StayInBed(plan, dice, getsUp, goesToBed);
        else if (dice.Hits(habits.NapShare)) Nap(plan, dice, midnight);
        RoutinePlanner.Plan(plan, dice, habits, new Waking(midnight, getsUp, goesToBed));
    }

    /// <summary>Up for a little every few hours.</summary>
    private static void StayInBed(LifePlan plan, Dice dice, TimeSpan getsUp, TimeSpan goesToBed)
    {
        plan.Paint(getsUp, goesToBed, Doing.Nap);
        for (var at = getsUp + dice.Between(TimeSpan.FromHours(0.5), TimeSpan.FromHours(3)); at < goesToBed; at += dice.Between(TimeSpan.FromHours(2), TimeSpan.FromHours(5)))
            plan.Paint(at, at + TimeSpan.FromMinutes(dice.Between(15, 40)), Doing.Awake);
    }

    private static void Nap(LifePlan plan, Dice dice, TimeSpan midnight)
    {
        var from = midnight + TimeSpan.FromHours(dice.Between(12.5, 15.5));
        plan.Paint(from, from + TimeSpan.FromMinutes(dice.Between(30, 100)), Doing.Nap, over: Doing.Awake);
    }
}
