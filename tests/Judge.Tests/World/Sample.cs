using SafetyHub.Town.World.Calendar;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.People;
using SafetyHub.Town.World.Playing;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Judge.Tests.World;

/// <summary>Small hand-made homes of which every minute is known.</summary>
internal static class Sample
{
    public static HomeSeed Seed { get; } = new(7, 1);

    public static TownCalendar Calendar(int days = 3) => new(new DateOnly(2026, 3, 2), 0, days);

    public static TimeSpan At(int day, double hour) => TimeSpan.FromDays(day) + TimeSpan.FromHours(hour);

    public static Person Person { get; } = new(80, false, false, false, false, new Habits
    {
        Wakes = TimeSpan.FromHours(6), Sleeps = TimeSpan.FromHours(22), DayToDay = TimeSpan.Zero, Liveliness = 0.9, StillShare = 0.1, NapShare = 0,
        OutingShare = 0, TouchesPerDay = 0, TalksPerDay = 0, Doses = 1, Weekly = [],
    });

    public static HomeDevice Device(DeviceRole role) => new(
        $"{role}".ToLowerInvariant() + "-1", role switch { DeviceRole.Robot => "robot", DeviceRole.Speaker => "speaker", _ => "sensor" }, role,
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(1), false);

    /// <summary>Awake from 6 to 22 each day and always at home.</summary>
    public static LifePlan Plan(TownCalendar calendar)
    {
        var plan = new LifePlan(calendar.Length);
        for (var day = 0; day < calendar.Days; day++) plan.Paint(At(day, 6), At(day, 22), Doing.Awake);
        return plan;
    }

    public static HomeStory Story(Emergency? emergency = null, LifePlan? plan = null, params Outage[] outages)
    {
        var calendar = Calendar();
        var home = new Home(Seed, Person, [Device(DeviceRole.Robot), Device(DeviceRole.Motion)]);
        return new HomeStory(calendar, home, plan ?? Plan(calendar), outages, emergency);
    }

    public static Emergency Emergency(EmergencyKind kind, TimeSpan start, TimeSpan limit, params Happening[] signals) => new(kind, start, start + limit, signals)
    {
        Reported = signals.Length > 0, BehindOutage = false, ChanceEnds = start + limit + TimeSpan.FromHours(12),
    };
}
