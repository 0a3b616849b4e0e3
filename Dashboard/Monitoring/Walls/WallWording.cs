using System.Globalization;
using SafetyHub.Dashboard.Incidents;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>The wall and its desk in the words of one language.</summary>
internal sealed class WallWording(Words words, IncidentWording incidents)
{
    private const int FreshSeconds = 90;
    private const int MostArguments = 8;

    public string Position(string position) => words.Format("wall.position", position);

    /// <summary>Why, in one line. What counts on (seconds since found, minutes unseen) counts on with the age of the view.</summary>
    public string Reasons(IEnumerable<WallReason> reasons, TimeSpan viewAge, Func<string?, string> nameOf) =>
        string.Join(" · ", reasons.Select(reason => Reason(reason, viewAge, nameOf)).Where(text => text.Length > 0));

    /// <summary>One reason in words; empty once it is no longer true. A key that is new to the screens is shown as it is.</summary>
    public string Reason(WallReason reason, TimeSpan viewAge, Func<string?, string> nameOf)
    {
        if (reason.Key == WallReasonKeys.Fresh && Number(reason, 0) + viewAge.TotalSeconds > FreshSeconds) return "";
        var arguments = reason.Arguments.Select((argument, place) => Said(reason, place, argument, viewAge, nameOf)).ToList();
        return words.Find(reason.Key) is { } text
            ? string.Format(words.Culture, text, [.. arguments.Concat(Enumerable.Repeat("", MostArguments))]).TrimEnd(' ', '.', ':')
            : $"{reason.Key} {string.Join(" · ", arguments)}".TrimEnd();
    }

    /// <summary>What an act led to when it was refused.</summary>
    public string Refusal(WallResult result, Func<string?, string> nameOf) =>
        words.Format("wall.refused." + ((int)result.Refusal).ToString(CultureInfo.InvariantCulture), nameOf(result.Wall.StaffedBy));

    public string Minutes(TimeSpan span) => words.Format("time.minutes", (int)Math.Ceiling(Math.Min(span.TotalMinutes, 60 * 24 * 7)));

    private string Said(WallReason reason, int place, string argument, TimeSpan viewAge, Func<string?, string> nameOf) => (reason.Key, place) switch
    {
        (WallReasonKeys.Incident, 1) when Enum.TryParse<AlarmSeverity>(argument, out var severity) => incidents.Severity(severity),
        (WallReasonKeys.Incident or WallReasonKeys.Attention, 0) or (WallReasonKeys.Near, 2) or (WallReasonKeys.SameIncident, 1) => argument.Length == 0 ? "" : incidents.Title(argument),
        (WallReasonKeys.Fresh, 0) => Count(Number(reason, 0) + viewAge.TotalSeconds),
        (WallReasonKeys.Unseen, 0) => Count(Number(reason, 0) + viewAge.TotalMinutes),
        (WallReasonKeys.Pinned or WallReasonKeys.HandedOver or WallReasonKeys.Owned or WallReasonKeys.Silenced, 0) => nameOf(argument),
        _ => argument,
    };

    private static double Number(WallReason reason, int place) =>
        double.TryParse(reason.Arguments.ElementAtOrDefault(place), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string Count(double value) => Math.Floor(value).ToString("0", CultureInfo.InvariantCulture);
}
