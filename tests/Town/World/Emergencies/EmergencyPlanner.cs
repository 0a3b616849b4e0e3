using SafetyHub.Town.World.Chance;
using SafetyHub.Town.World.Faults;
using SafetyHub.Town.World.Homes;
using SafetyHub.Town.World.Numbers;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Emergencies;

/// <summary>Chooses at most one emergency for a home and run, and when it begins.</summary>
internal static class EmergencyPlanner
{
    private const int Tries = 60;
    private const double DaysInYear = 365.25;

    /// <param name="home">The home.</param>
    /// <param name="plan">What the person would do.</param>
    /// <param name="outages">When what does not work.</param>
    /// <param name="from">Nothing begins before.</param>
    public static Emergency? Plan(Home home, LifePlan plan, IReadOnlyList<Outage> outages, TimeSpan from)
    {
        var dice = Dice.For(home.Seed, Purpose.Emergency);
        if (Choose(home, plan.Length - from, dice) is not { } kind) return null;
        for (var left = Tries; left > 0; left--)
        {
            var start = from + StartOf(kind, plan.Length - from, dice);
            if (!CanBegin(kind, plan, start)) continue;
            var emergency = Make(new Course(home, outages, dice), kind, start);
            // One that a run ends upon cannot be judged.
            if (emergency.FindBy < plan.Length) return emergency;
        }
        return null;
    }

    private static EmergencyKind? Choose(Home home, TimeSpan length, Dice dice)
    {
        var years = length.TotalDays / DaysInYear;
        var kinds = Enum.GetValues<EmergencyKind>();
        var rates = Array.ConvertAll(kinds, kind => Frequencies.PerYear(kind, home) * Frequencies.Times(kind) * years);
        var sum = rates.Sum();
        if (!dice.Hits(1 - Math.Exp(-sum))) return null;
        var at = dice.Share() * sum;
        for (var n = 0; n < kinds.Length; n++)
        {
            if (rates[n] > 0 && (at -= rates[n]) < 0) return kinds[n];
        }
        return kinds[Array.FindLastIndex(rates, rate => rate > 0)];
    }

    private static TimeSpan StartOf(EmergencyKind kind, TimeSpan length, Dice dice) => kind switch
    {
        EmergencyKind.Sos => Hours.TimeOf(dice, length, dice.Hits(CourseNumbers.SosAtNight) ? Hours.Night : Hours.Day),
        EmergencyKind.Fall => Hours.TimeOf(dice, length, dice.Hits(CourseNumbers.FallAtNight) ? Hours.Night : Hours.Day),
        EmergencyKind.Fire => Hours.TimeOf(dice, length, (6, 17)),
        EmergencyKind.SelfHarm => Hours.TimeOf(dice, length, (9, 14)),
        EmergencyKind.Wandering => Hours.TimeOf(dice, length, dice.Hits(CourseNumbers.WanderingAtNight) ? (20, 9) : (9, 8)),
        EmergencyKind.Decline => TimeSpan.FromDays(dice.Whole(0, Math.Max(1, (int)length.TotalDays))),
        _ => length * dice.Share(),
    };

    private static bool CanBegin(EmergencyKind kind, LifePlan plan, TimeSpan start) => kind switch
    {
        // A stay elsewhere would end it.
        EmergencyKind.Decline => !plan.Stays.Exists(stay => stay.To > start && stay.From < start + TimeSpan.FromDays(EmergencyNumbers.DeclineDays + 1)),
        // With a visitor in the home nobody needs a hub.
        _ => plan.IsHomeAt(start) && plan.VisitAt(start) is null && (kind is not (EmergencyKind.SelfHarm or EmergencyKind.Fire) || plan.DoingAt(start) == Doing.Awake),
    };

    private static Emergency Make(Course course, EmergencyKind kind, TimeSpan start)
    {
        var (conscious, signals) = course.Signals(kind, start);
        var behind = course.IsHomeDown(start);
        var reported = signals.Any(signal => Counts(kind, signal.Type) && course.Reaches(signal));
        var findBy = reported || kind == EmergencyKind.Decline || course.SeesNightWandering(kind, start) ? Limits.Reported(kind, start) : Limits.Silent(start);
        return new Emergency(kind, start, findBy, signals)
        {
            Reported = reported, BehindOutage = behind, Conscious = conscious, TelevisionOn = course.Dice.Hits(CourseNumbers.TelevisionOn),
            HospitalNights = course.HospitalNights(kind),
            ChanceEnds = findBy + TimeSpan.FromHours(CourseNumbers.ChanceHours),
        };
    }

    // A crash or a groan may mean anything: whoever is found by it is found early, but nobody can ask for it.
    private static bool Counts(EmergencyKind kind, string type) => kind switch
    {
        EmergencyKind.Fall => type == "fall" || type.StartsWith("sos.", StringComparison.Ordinal),
        _ => type != "distress.sound",
    };
}
