using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>All that will happen in a home unless a hub changes it; the same for every hub that watches it.</summary>
/// <param name="Calendar">The run's days.</param>
/// <param name="Home">The home.</param>
/// <param name="Plan">What the person would do.</param>
/// <param name="Outages">What does not work when, in order of time.</param>
/// <param name="Emergency">The one true emergency, or null.</param>
internal sealed record HomeStory(TownCalendar Calendar, Home Home, LifePlan Plan, IReadOnlyList<Outage> Outages, Emergency? Emergency)
{
    public static HomeStory Make(HomeSeed seed, TownCalendar calendar)
    {
        var home = HomeMaker.Make(seed);
        var plan = LifePlanner.Plan(seed, home.Person, calendar);
        MishapPlanner.Plan(plan, home);
        var outages = OutagePlanner.Plan(home, plan);
        return new HomeStory(calendar, home, plan, outages, EmergencyPlanner.Plan(home, plan, outages, calendar.JudgedFrom));
    }
}
