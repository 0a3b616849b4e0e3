using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SafetyHub.Judge.Scoring;

namespace SafetyHub.Judge.Running;

/// <summary>The result as JSON and as a table.</summary>
internal static class JudgeReport
{
    private const int MissedShown = 40;
    private const int FalseShown = 20;

    private static readonly JsonSerializerOptions Shape = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public static string Json(JudgeResult result) => JsonSerializer.Serialize(result, Shape) + "\n";

    public static string Table(JudgeResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{result.Residents} residents, {result.Days} days from {result.FirstDay} after {result.LeadInDays} days of learning, seed {result.Seed}, rules {result.Rules}");
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{"",-44}{"hub",12}{"page all",12}{"8/12/24 h",12}");
        foreach (var (name, value) in Rows())
            text.AppendLine(CultureInfo.InvariantCulture, $"{name,-44}{value(result.Hub),12}{value(result.PageEverything),12}{value(result.Ladder),12}");
        text.AppendLine();
        foreach (var kind in result.Hub.ByKind)
            text.AppendLine(CultureInfo.InvariantCulture, $"{kind.Kind,-12}{kind.Found,6} of {kind.Emergencies,-6} to a human p50 {Time(kind.SecondsToHuman.P50)}, p95 {Time(kind.SecondsToHuman.P95)}, max {Time(kind.SecondsToHuman.Max)}");
        foreach (var kind in result.Hub.FalseByConcern.Take(FalseShown))
            text.AppendLine(CultureInfo.InvariantCulture, $"false: {kind.Concern,-12}{kind.Severity,-10}{kind.While,-10}{kind.PerResidentMonth,8:0.###} for each resident and month, {kind.ShareAtNight:P0} at night");
        foreach (var missed in result.Hub.Missed.Take(MissedShown)) text.AppendLine(CultureInfo.InvariantCulture, $"missed {missed.Kind}: {missed.Why}");
        if (result.Hub.Missed.Count > MissedShown) text.AppendLine(CultureInfo.InvariantCulture, $"and {result.Hub.Missed.Count - MissedShown} more, see the JSON");
        return text.ToString();
    }

    private static IEnumerable<(string Name, Func<HubResult, string> Value)> Rows() =>
    [
        ("emergencies", r => Text(r.Emergencies)),
        ("found in time", r => Text(r.Found)),
        ("of those with a call, fire or fall signal missed", r => $"{r.ReportedMissed}/{r.ReportedEmergencies}"),
        ("to an incident, p50 / p95", r => $"{Time(r.SecondsToIncident.P50)} {Time(r.SecondsToIncident.P95)}"),
        ("to a human, p50 / p95", r => $"{Time(r.SecondsToHuman.P50)} {Time(r.SecondsToHuman.P95)}"),
        ("incidents that reached a human", r => Text(r.HumanIncidents)),
        ("false incidents, resident and month", r => Text(r.FalseIncidentsPerResidentMonth)),
        ("precision, emergencies as often as in life", r => Text(r.Precision)),
        ("the same, as often as in the run", r => Text(r.PrecisionInRun)),
        ("false night wakings, resident and year", r => Text(r.FalseNightWakingsPerResidentYear)),
        ("questions, resident and day", r => Text(r.QuestionsPerResidentDay)),
        ("questions into sleep, resident and year", r => Text(r.QuestionsIntoSleepPerResidentYear)),
        ("incidents about devices, resident and month", r => Text(r.EquipmentIncidentsPerResidentMonth)),
    ];

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Time(long? seconds) => seconds switch
    {
        null => "-",
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}m"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}h"),
    };
}
