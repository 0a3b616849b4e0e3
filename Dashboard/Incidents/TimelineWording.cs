using System.Globalization;
using System.Text.Json;
using SafetyHub.Alerts;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using AlarmSeverity = SafetyHub.Incidents.Severity;

namespace SafetyHub.Dashboard.Incidents;

/// <summary>Entries of the timeline in words. An entry of a kind that is new to the screens is shown with its name and its data: never hidden.</summary>
internal sealed class TimelineWording(IncidentWording wording, Func<string?, string> nameOf)
{
    private Words Words => wording.Words;

    public string Text(TimelineEntry entry)
    {
        using var document = Parse(entry.DetailJson);
        var data = document.RootElement;
        return Words.Find("entry." + entry.Kind) is { } text
            ? string.Format(Words.Culture, text, Arguments(entry.Kind, data)).TrimEnd(' ', ':')
            : Words.Format("entry.other", entry.Kind, entry.DetailJson == "{}" ? "" : entry.DetailJson).TrimEnd();
    }

    public string Actor(string actor)
    {
        var (kind, name) = actor.Split(':', 2) is [var first, var rest] ? (first, rest) : (actor, "");
        return kind switch
        {
            "hub" => Words["actor.hub"],
            "device" => Words.Format("actor.device", name),
            "token" => Words.Format("actor.token", name),
            _ => nameOf(actor),
        };
    }

    private object?[] Arguments(string kind, JsonElement data) => kind switch
    {
        "IncidentOpened" or "SignalJoined" => [Title(data)],
        "SeverityChanged" => [Severity(data, "from", "before", "old"), Severity(data, "to", "severity", "after", "new")],
        "StepFired" => [Read(data, "round"), Read(data, "step"), Enumerated<StepTarget>(data, "target.", "target")],
        "IncidentAssigned" => [nameOf(Read(data, "assignee", "to"))],
        "IncidentShelved" => [Read(data, "reason"), Time(data, "until")],
        "NoteAdded" => [Read(data, "text", "note")],
        "ProgressReported" => [Enumerated<ResponderProgress>(data, "progress.", "progress")],
        "IncidentResolved" => [Enumerated<Outcome>(data, "outcome.", "outcome"), Read(data, "note")],
        "AlertOrdered" or "AlertDelivered" or "AlertFailed" =>
            [Enumerated<AlertChannel>(data, "channel.", "channel"), nameOf(Read(data, "recipient")), Read(data, "detail")],
        _ => ["", "", ""],
    };

    private string Title(JsonElement data)
    {
        var type = Read(data, "type", "titleKey", "signalType");
        return type.Length > 0 ? wording.Title(type) : "";
    }

    private string Severity(JsonElement data, params ReadOnlySpan<string> names) => Enumerated<AlarmSeverity>(data, "severity.", names);

    private string Enumerated<T>(JsonElement data, string prefix, params ReadOnlySpan<string> names) where T : struct, Enum
    {
        var text = Read(data, names);
        return Enum.TryParse<T>(text, ignoreCase: true, out var value)
            ? Words[prefix + Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)]
            : text;
    }

    private static string Time(JsonElement data, string name) =>
        DateTimeOffset.TryParse(Read(data, name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? CityTime.DateAndClock(at) : "";

    /// <summary>The first of the named fields, at the top or inside <c>signal</c>.</summary>
    private static string Read(JsonElement data, params ReadOnlySpan<string> names)
    {
        if (data.ValueKind != JsonValueKind.Object) return "";
        foreach (var property in data.EnumerateObject())
        {
            if (property.NameEquals("signal") && property.Value.ValueKind == JsonValueKind.Object && Read(property.Value, names) is { Length: > 0 } inner) return inner;
            foreach (var name in names)
            {
                if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.Value.ToString();
            }
        }
        return "";
    }

    private static JsonDocument Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("{}");
        }
    }
}
