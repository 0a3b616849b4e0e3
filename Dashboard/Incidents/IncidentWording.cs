using System.Globalization;
using SafetyHub.Alerts;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>Incidents in the words of one language.</summary>
internal sealed class IncidentWording(Words words)
{
    public Words Words => words;

    public string Severity(Severity severity) => words["severity." + (int)severity];

    public string Category(IncidentCategory category) => words["category." + (int)category];

    /// <summary>The sentence of an event type; an unknown type is shown as what it is.</summary>
    public string Title(string titleKey) =>
        words.Find("title." + titleKey) ?? words.Find(titleKey) ?? words.Format("title.unknown", titleKey);

    public string District(string district) =>
        district.Length == 0 ? words["district.none"] : words.Find("district." + district) ?? district;

    public string Outcome(Outcome outcome) => words["outcome." + (int)outcome];

    public string Progress(ResponderProgress progress) => words["progress." + (int)progress];

    /// <summary>The one state that matters most at a glance.</summary>
    public string State(IncidentSnapshot incident, DateTimeOffset now) => incident switch
    {
        { IsOpen: false } => $"{words["state.resolved"]} · {Outcome(incident.Outcome!.Value)}",
        { ShelvedUntil: { } until } when until > now => words.Format("state.shelved", CityTime.Short(until, now)),
        { TakenBack: true, Handling: Handling.Unacknowledged } => words["state.taken-back"],
        { Condition: Condition.Cleared, Handling: Handling.Unacknowledged } => words["state.cleared-unseen"],
        { Progress: not ResponderProgress.None } => Progress(incident.Progress),
        { Condition: Condition.Cleared } => $"{words["handling.1"]} · {words["condition.1"]}",
        _ => words["handling." + (int)incident.Handling],
    };

    public string Refusal(CommandResult result, Func<string?, string> nameOf) =>
        words.Format("refused." + ((int)result.Refusal).ToString(CultureInfo.InvariantCulture), nameOf(result.Incident?.Assignee));

    /// <summary>What a device goes by in words; a code that is new to the screens is shown as it is.</summary>
    public string Finding(SignalFinding finding) => words.Find("finding." + finding.Code) is { } text
        ? string.Format(words.Culture, text, finding.Value)
        : string.Create(words.Culture, $"{finding.Code} {finding.Value:0.##}");

    /// <summary>A reason in words; where its key is new to the screens, key and arguments are shown as they are.</summary>
    public string Reason(IncidentReason reason, Func<string?, string> nameOf)
    {
        // Rules say why in their own words, in both languages.
        if (reason is { Key: "risk.rule" or "risk.change.rule", Arguments: [var ko, var en, ..] }) return words.Culture.TwoLetterISOLanguageName == "en" ? en : ko;
        string Said(string argument) => argument.StartsWith("user:", StringComparison.Ordinal) ? nameOf(argument) : Argument(argument);
        var arguments = reason.Arguments.Select(Said).Cast<object?>().Concat(Enumerable.Repeat<object?>("", 8)).ToArray();
        return words.Find(reason.Key) is { } text
            ? string.Format(words.Culture, text, arguments).TrimEnd()
            : words.Format("reason.other", reason.Key, string.Join(" · ", reason.Arguments.Select(Said))).TrimEnd();
    }

    /// <summary>Arguments are codes: event types, severities, ids, times.</summary>
    private string Argument(string argument) =>
        words.Find("title." + argument)
        ?? (argument.Length > 0 && Enum.TryParse<Severity>(argument, ignoreCase: false, out var severity) && Enum.IsDefined(severity) && !char.IsDigit(argument[0]) ? Severity(severity) : null)
        ?? (argument.Length > 0 && Enum.TryParse<AlertChannel>(argument, out var channel) && Enum.IsDefined(channel) && !char.IsDigit(argument[0]) ? words["channel." + (int)channel] : null)
        ?? (argument.Length >= 20 && DateTimeOffset.TryParse(argument, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? CityTime.DateAndClock(at) : null)
        ?? argument;
}
