using System.Globalization;
using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Playing;

namespace SafetyHub.Judge.Scoring;

/// <summary>Compares what a hub did about a home with what was true. The rules are those of docs/judge.md.</summary>
internal static class HomeScorer
{
    /// <summary>Incidents from this long after an emergency still belong to it.</summary>
    public static TimeSpan Aftermath { get; } = TimeSpan.FromHours(6);

    public static HomeScore Score(HomeLog log)
    {
        var judged = log.ToldEntries.Where(told => told.At >= log.JudgedFrom).ToList();
        var about = judged.Where(told => told.Concern != Concern.Equipment && told.Opens).ToList();
        return new HomeScore
        {
            Emergency = log.Emergency is { } emergency ? ScoreOf(log, emergency, judged) : null,
            Incidents = about.Count,
            False = [.. about.Where(told => !IsCovered(log, told)).Select(told => new FalseIncident(told.Concern, told.Grade, told.Doing, IsNight(told.At)))],
            NightWakings = judged.Count(told => !IsCovered(log, told) && Wakes(told)),
            EquipmentIncidents = judged.Count(told => told is { Concern: Concern.Equipment, Opens: true }),
            Questions = log.Questions,
            QuestionsIntoSleep = log.QuestionsIntoSleep,
            Days = (log.Length - log.JudgedFrom).TotalDays,
            OrdinaryDays = log.OrdinaryTime.TotalDays,
        };
    }

    private static EmergencyScore ScoreOf(HomeLog log, Emergency emergency, List<ToldEntry> judged)
    {
        var leading = judged.Where(told => told.At >= emergency.Start && told.At <= (log.EmergencyEndedAt ?? log.Length) && Fitting.Finds(emergency.Kind, told.Concern)).ToList();
        TimeSpan? toIncident = leading.Count > 0 ? leading.Min(told => told.At) - emergency.Start : null;
        TimeSpan? toHuman = leading.Count > 0 ? leading.Min(told => told.LooksAt) - emergency.Start : null;
        return new EmergencyScore(emergency, toIncident, toHuman, WhyMissed(log, emergency, toIncident, toHuman));
    }

    private static string? WhyMissed(HomeLog log, Emergency emergency, TimeSpan? toIncident, TimeSpan? toHuman)
    {
        var limit = emergency.FindBy - emergency.Start;
        if (toHuman <= limit) return null;
        var circumstances = (emergency.Reported ? ", was reported" : ", nothing reported it")
            + (emergency.BehindOutage ? ", home had no link" : "")
            + (log.AnswerInEmergency is { } answer ? $", last answer {answer}" : "")
            + (emergency.TelevisionOn ? ", television on" : "");
        var why = (toIncident, toHuman) switch
        {
            (null, _) => "no incident",
            ({ } incident, { } human) when incident <= limit => $"incident after {Text(incident)} not looked at before {Text(human)}, limit {Text(limit)}",
            ({ } incident, _) => $"incident after {Text(incident)}, limit {Text(limit)}",
        };
        return why + circumstances;
    }

    private static bool IsCovered(HomeLog log, ToldEntry told) =>
        log.Emergency is { } emergency && told.At >= emergency.Start && told.At <= (log.EmergencyEndedAt ?? log.Length) + Aftermath;

    /// <summary>
    /// What asks for a look within the hour, about a person; of the equipment only what leaves the desk. Counts what opens, and what becomes
    /// that bad at night after it had been less.
    /// </summary>
    private static bool Wakes(ToldEntry told)
    {
        var least = told.Concern == Concern.Equipment ? Grade.High : Grade.Medium;
        return IsNight(told.At) && told.Grade >= least && (told.Opens || told.Grade == least);
    }

    private static bool IsNight(TimeSpan at) => at.TotalHours % 24 is >= 22 or < 6;

    private static string Text(TimeSpan time) => time.TotalHours >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F1} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F1} min");
}
