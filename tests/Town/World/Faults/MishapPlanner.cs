using System.Globalization;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Faults;

/// <summary>Signals that mean nothing: rolled over on the doll, a child at the button, the television, a doll off the table, a burnt fish.</summary>
internal static class MishapPlanner
{
    private const double DaysInYear = 365.25;

    public static void Plan(LifePlan plan, Home home)
    {
        var dice = Dice.For(home.Seed, Purpose.Mishap);
        AddCalls(plan, dice, home);
        AddChildren(plan, dice, home);
        if (home.Has(DeviceRole.Robot)) AddDollFalls(plan, dice, home.Person.HasPet);
        if (home.Has(DeviceRole.FallSensor))
            Add(plan, dice, FalseAlarmNumbers.SensorFallsPerYear, at => new Happening(at, DeviceRole.FallSensor, "fall", Need.Awake) { Confidence = Sure(dice, 0.45, 0.85) });
        if (home.Has(DeviceRole.Smoke)) AddCooking(plan, dice);
        if (home.Has(DeviceRole.Speaker)) AddTalk(plan, dice, home.Person.LowMood);
    }

    private static void AddCalls(LifePlan plan, Dice dice, Home home)
    {
        for (var left = dice.Count((FalseAlarmNumbers.SosPerYear - FalseAlarmNumbers.SosByChildrenPerYear) * plan.Length.TotalDays / DaysInYear); left > 0; left--)
        {
            var at = Hours.TimeOf(dice, plan.Length, dice.Hits(FalseAlarmNumbers.SosAtNight) ? Hours.Night : Hours.Day);
            var takenBack = dice.Hits(FalseAlarmNumbers.SosTakenBack);
            var call = SosDevice.Choose(home, dice);
            plan.Happenings.Add(call.At(at, Need.Home));
            if (takenBack) plan.Happenings.Add(new Happening(at + TimeSpan.FromSeconds(dice.Between(20, 120)), call.By, "sos.abort", Need.Home));
        }
    }

    /// <summary>Part of the yearly rate of false calls.</summary>
    private static void AddChildren(LifePlan plan, Dice dice, Home home)
    {
        foreach (var visit in plan.Visits.Where(visit => visit.WithChild))
        {
            if (!dice.Hits(FalseAlarmNumbers.SosByChild)) continue;
            plan.Happenings.Add(SosDevice.Choose(home, dice).At(dice.Between(visit.From, visit.To), Need.Home));
        }
    }

    private static void AddDollFalls(LifePlan plan, Dice dice, bool hasPet)
    {
        Add(plan, dice, FalseAlarmNumbers.DollFallsPerYear * (hasPet ? 1.5 : 1), at =>
        {
            var alone = dice.Hits(FalseAlarmNumbers.DollFallsAlone);
            if (!alone && dice.Hits(FalseAlarmNumbers.DollPickedUp))
                plan.Happenings.Add(new Happening(at + TimeSpan.FromSeconds(dice.Between(20, 300)), DeviceRole.Robot, "touch", Need.Awake));
            return new Happening(at, DeviceRole.Robot, "fall", alone ? Need.None : Need.Awake) { Confidence = Sure(dice, 0.4, 0.9) };
        });
    }

    private static void AddCooking(LifePlan plan, Dice dice)
    {
        double[] meals = [8, 12.5, 18];
        for (var left = dice.Count(FalseAlarmNumbers.SmokePerYear * plan.Length.TotalDays / DaysInYear); left > 0; left--)
        {
            var at = Hours.TimeOf(dice, plan.Length, (meals[dice.Whole(0, 3)] - 0.7, 1.4));
            for (var again = dice.Whole(1, 4); again > 0; again--) plan.Happenings.Add(new Happening(at + TimeSpan.FromMinutes(again), DeviceRole.Smoke, "smoke", Need.Awake));
        }
    }

    private static void AddTalk(LifePlan plan, Dice dice, bool lowMood)
    {
        string[] sounds = ["scream", "crash", "groan"];
        Add(plan, dice, FalseAlarmNumbers.SoundsPerYear, at => new Happening(at, DeviceRole.Speaker, "distress.sound", Need.Awake)
        {
            Data = $$"""{"class":"{{sounds[dice.Whole(0, 3)]}}"}""", Confidence = Sure(dice, 0.35, 0.85),
        });
        Add(plan, dice, FalseAlarmNumbers.LowMoodPerYear * (lowMood ? 5 : 1), at => new Happening(at, DeviceRole.Speaker, "sentiment.negative", Need.Awake)
        {
            Data = string.Create(CultureInfo.InvariantCulture, $$"""{"score":{{-dice.Between(0.4, 0.9):F2}}}"""),
        });
        Add(plan, dice, FalseAlarmNumbers.SelfHarmPerYear, at => new Happening(at, DeviceRole.Speaker, "sentiment.negative", Need.Awake)
        {
            Data = """{"score":-0.8,"category":"self-harm"}""", Confidence = Sure(dice, 0.4, 0.85),
        });
    }

    /// <summary>Spread over the hours from 7 to 23; what needs somebody awake falls away otherwise, as it would in life.</summary>
    private static void Add(LifePlan plan, Dice dice, double perYear, Func<TimeSpan, Happening> make)
    {
        for (var left = dice.Count(perYear * plan.Length.TotalDays / DaysInYear); left > 0; left--)
            plan.Happenings.Add(make(Hours.TimeOf(dice, plan.Length, (6.5, 16.5))));
    }

    private static double Sure(Dice dice, double least, double most) => Math.Round(dice.Between(least, most), 2);
}
