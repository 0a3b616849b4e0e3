using System.Collections.Immutable;
using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.People;

/// <summary>Makes the resident of a home.</summary>
internal static class PersonMaker
{
    public static Person Make(HomeSeed seed)
    {
        var dice = Dice.For(seed, Purpose.Person);
        return new Person(
            (int)Math.Clamp(dice.Normal(PeopleNumbers.MeanAge, PeopleNumbers.AgeSpread), 60, 104),
            dice.Hits(PeopleNumbers.HardOfHearing), dice.Hits(PeopleNumbers.Dementia), dice.Hits(PeopleNumbers.LowMood), dice.Hits(PeopleNumbers.Pet),
            HabitsOf(dice));
    }

    private static Habits HabitsOf(Dice dice) => new()
    {
        Wakes = TimeSpan.FromHours(Math.Clamp(dice.Normal(PeopleNumbers.WakesAt, PeopleNumbers.WakesAtSpread), 3.5, 9)),
        Sleeps = TimeSpan.FromHours(Math.Clamp(dice.Normal(PeopleNumbers.SleepsAt, PeopleNumbers.SleepsAtSpread), 19.5, 24.5)),
        DayToDay = TimeSpan.FromHours(dice.Between(PeopleNumbers.DayToDayLeast, PeopleNumbers.DayToDayMost)),
        Liveliness = dice.Between(PeopleNumbers.LivelyLeast, PeopleNumbers.LivelyMost),
        StillShare = Math.Clamp(dice.Normal(PeopleNumbers.StillHours, 0.08), 0.1, 0.5),
        NapShare = Math.Clamp(dice.Normal(PeopleNumbers.Nap, 0.25), 0, 0.95),
        OutingShare = Math.Clamp(dice.Normal(OutingNumbers.Outing, 0.2), 0.02, 0.9),
        TouchesPerDay = dice.Between(2, 9),
        TalksPerDay = dice.Between(1, 6),
        Doses = dice.Whole(1, 4),
        Weekly = [.. Enumerable.Range(0, dice.Whole(0, OutingNumbers.WeeklyMost + 1)).Select(_ => WeeklyOf(dice))],
    };

    private static WeeklyOuting WeeklyOf(Dice dice) => new(
        (DayOfWeek)dice.Whole(0, 7), TimeSpan.FromHours(dice.Between(8.5, 14)), TimeSpan.FromHours(dice.Between(1.5, 5)));
}
