using SafetyHub.Town.World.Emergencies;

namespace SafetyHub.Judge.Scoring;

/// <summary>Adds up homes; the order in which they come does not matter to the result, and is the same anyway.</summary>
internal sealed class Tally
{
    private const double DaysInMonth = 30;
    private const double DaysInYear = 365.25;

    private readonly List<HomeScore> _homes = [];

    public void Add(HomeScore home) => _homes.Add(home);

    public HubResult Sum()
    {
        var emergencies = _homes.Where(home => home.Emergency is not null).Select(home => home.Emergency!).ToList();
        var (days, ordinaryDays) = (_homes.Sum(home => home.Days), _homes.Sum(home => home.OrdinaryDays));
        var falseIncidents = _homes.Sum(home => home.FalseIncidents);
        return new HubResult
        {
            Emergencies = emergencies.Count,
            Found = emergencies.Count(emergency => emergency.Missed is null),
            Missed = [.. emergencies.Where(emergency => emergency.Missed is not null).Select(emergency => new MissedEmergency(NameOf(emergency.Emergency.Kind), emergency.Missed!))],
            SecondsToIncident = Spread.Of(emergencies.Select(emergency => emergency.ToIncident)),
            HumanIncidents = _homes.Sum(home => home.Incidents),
            FalseIncidentsPerResidentMonth = Round(falseIncidents / ordinaryDays * DaysInMonth),
            Precision = Round(PrecisionOf(emergencies, falseIncidents / ordinaryDays, days, kind => 1 / Frequencies.Times(kind))),
            PrecisionInRun = Round(PrecisionOf(emergencies, falseIncidents / ordinaryDays, days, _ => 1)),
            FalseNightWakingsPerResidentYear = Round(_homes.Sum(home => home.NightWakings) / ordinaryDays * DaysInYear),
            QuestionsPerResidentDay = Round(_homes.Sum(home => home.Questions) / days),
            SecondsToHuman = Spread.Of(emergencies.Select(emergency => emergency.ToHuman)),
            ReportedEmergencies = emergencies.Count(IsReportedAlarm),
            ReportedMissed = emergencies.Count(emergency => IsReportedAlarm(emergency) && emergency.Missed is not null),
            QuestionsIntoSleepPerResidentYear = Round(_homes.Sum(home => home.QuestionsIntoSleep) / days * DaysInYear),
            EquipmentIncidentsPerResidentMonth = Round(_homes.Sum(home => home.EquipmentIncidents) / days * DaysInMonth),
            FalseByConcern = [.. FalseKinds(ordinaryDays)],
            ByKind = [.. Enum.GetValues<EmergencyKind>().Select(kind => KindOf(kind, emergencies))],
        };
    }

    /// <summary>The word of the result for a kind.</summary>
    public static string NameOf(EmergencyKind kind) => kind == EmergencyKind.SelfHarm ? "self-harm" : kind.ToString().ToLowerInvariant();

    /// <summary>
    /// Each found emergency weighs as often as it comes in life, not as often as the town lets it come, or, for the run's own figure, one. Both sides are
    /// rates of the time in which they could happen. More incidents about one emergency count once.
    /// </summary>
    private static double PrecisionOf(List<EmergencyScore> emergencies, double falsePerDay, double days, Func<EmergencyKind, double> weight)
    {
        var truePerDay = emergencies.Where(emergency => emergency.Missed is null).Sum(emergency => weight(emergency.Emergency.Kind)) / days;
        return truePerDay + falsePerDay > 0 ? truePerDay / (truePerDay + falsePerDay) : 0;
    }

    private static bool IsReportedAlarm(EmergencyScore score) =>
        score.Emergency is { Reported: true, Kind: EmergencyKind.Sos or EmergencyKind.Fire or EmergencyKind.Fall };

    private static KindResult KindOf(EmergencyKind kind, List<EmergencyScore> emergencies)
    {
        var ofKind = emergencies.Where(emergency => emergency.Emergency.Kind == kind).ToList();
        return new KindResult(NameOf(kind), ofKind.Count, ofKind.Count(emergency => emergency.Missed is null), Spread.Of(ofKind.Select(emergency => emergency.ToHuman)));
    }

    private IEnumerable<FalseKind> FalseKinds(double ordinaryDays) =>
        from incident in _homes.SelectMany(home => home.False)
        group incident by (incident.Concern, incident.Grade, incident.Doing) into kind
        orderby kind.Count() descending, kind.Key.Concern, kind.Key.Grade, kind.Key.Doing
        select new FalseKind(Word(kind.Key.Concern), Word(kind.Key.Grade), Word(kind.Key.Doing), Round(kind.Count() / ordinaryDays * DaysInMonth),
            Round(kind.Count(incident => incident.AtNight) / (double)kind.Count()));

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static double Round(double value) => Math.Round(value, 4);
}
