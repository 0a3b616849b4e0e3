using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>What robot and speaker report of an ordinary day: sleep, meals, medication, touch, talk, mood.</summary>
internal static class RoutinePlanner
{
    // Hours at which robots are usually set to remind.
    private static readonly (double Hour, string Schedule)[] Meals = [(8, "breakfast"), (12.3, "lunch"), (18, "dinner")];

    public static void Plan(LifePlan plan, Dice dice, Habits habits, Waking day)
    {
        Sleep(plan, dice, day);
        for (var meal = 0; meal < Meals.Length; meal++)
        {
            var at = day.Midnight + TimeSpan.FromHours(Meals[meal].Hour);
            Add(plan, at + TimeSpan.FromMinutes(dice.Between(0, 40)), "meal", Need.Due, ScheduleOf(Meals[meal].Schedule));
            if (meal < habits.Doses) Add(plan, at + TimeSpan.FromMinutes(dice.Between(40, 70)), "medication", Need.Due, ScheduleOf(Meals[meal].Schedule));
        }
        Scatter(plan, dice, day, new Habit(habits.TouchesPerDay, DeviceRole.Robot, "touch"));
        Scatter(plan, dice, day, new Habit(habits.TalksPerDay / 2, DeviceRole.Robot, "conversation"));
        Scatter(plan, dice, day, new Habit(habits.TalksPerDay / 2, DeviceRole.Speaker, "conversation"));
        foreach (var hour in (double[])[10, 19])
            Add(plan, day.Midnight + TimeSpan.FromHours(hour) + TimeSpan.FromMinutes(dice.Between(0, 50)), "mood", Need.Awake, $$"""{"score":{{dice.Whole(2, 6)}}}""");
    }

    private static void Sleep(LifePlan plan, Dice dice, Waking day)
    {
        if (dice.Hits(0.85)) Add(plan, day.GetsUp + TimeSpan.FromMinutes(dice.Between(1, 15)), "sleep.end", Need.Awake, null);
        if (dice.Hits(0.85)) Add(plan, day.GoesToBed - TimeSpan.FromMinutes(dice.Between(5, 20)), "sleep.start", Need.Awake, null);
    }

    private static void Scatter(LifePlan plan, Dice dice, Waking day, Habit habit)
    {
        for (var left = dice.Count(habit.PerDay); left > 0; left--)
            plan.Happenings.Add(new Happening(dice.Between(day.GetsUp, day.GoesToBed), habit.By, habit.Type, Need.Awake));
    }

    private static void Add(LifePlan plan, TimeSpan at, string type, Need need, string? data) =>
        plan.Happenings.Add(new Happening(at, DeviceRole.Robot, type, need) { Data = data });

    private static string ScheduleOf(string name) => $$"""{"schedule":"{{name}}"}""";

    private readonly record struct Habit(double PerDay, DeviceRole By, string Type);
}
