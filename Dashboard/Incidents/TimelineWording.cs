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
        return Words.Find("entry." + entry.Kind + Variant(entry.Kind, data)) is { } text
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

    /// <summary>Some entries read differently when the field that makes them is empty.</summary>
    private static string Variant(string kind, JsonElement data) => kind switch
    {
        "IncidentAssigned" when Read(data, "assignee", "to").Length == 0 => ".none",
        "VoiceChosen" when Read(data, "device").Length == 0 => ".none",
        _ => "",
    };

    private object?[] Arguments(string kind, JsonElement data) => kind switch
    {
        "IncidentOpened" or "SignalJoined" or "ConditionCleared" or "ConditionReturned" => [Title(data)],
        "DecisionExplained" => [Explained(data)],
        "RoundStarted" => [Read(data, "round")],
        "DeskAlerted" => [Severity(data, "severity")],
        "VoiceChosen" => [Read(data, "device")],
        "ShelvingEnded" => [Words["shelving." + Read(data, "why")]],
        "AcknowledgementLapsed" or "AcknowledgementReturned" => [nameOf(Read(data, "owner"))],
        "SeverityChanged" => [Severity(data, "from", "before", "old"), Severity(data, "to", "severity", "after", "new")],
        "StepFired" or "EscalatedByPerson" =>
            [Read(data, "round"), Read(data, "step"), Enumerated<StepTarget>(data, "target.", "target"), Duty(data)],
        "IncidentAssigned" => [nameOf(Read(data, "assignee", "to"))],
        "IncidentShelved" => [Read(data, "reason"), Time(data, "until")],
        "NoteAdded" => [Read(data, "text", "note")],
        "ProgressReported" => [Enumerated<ResponderProgress>(data, "progress.", "progress")],
        "IncidentResolved" => [Enumerated<Outcome>(data, "outcome.", "outcome"), Read(data, "note")],
        "AlertDelivered" or "AlertFailed" =>
            [Enumerated<AlertChannel>(data, "channel.", "channel"), Recipient(data), Read(data, "detail")],
        _ => ["", "", ""],
    };

    private string Explained(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("reasons", out var reasons) || reasons.ValueKind != JsonValueKind.Array) return "";
        return string.Join(" · ", reasons.EnumerateArray().Select(reason => wording.Reason(ReasonOf(reason), nameOf)));
    }

    private static IncidentReason ReasonOf(JsonElement reason)
    {
        var arguments = reason.ValueKind == JsonValueKind.Object && reason.TryGetProperty("arguments", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(argument => argument.ToString()).ToArray() : [];
        return new IncidentReason(Read(reason, "key"), arguments, default);
    }

    private string Recipient(JsonElement data)
    {
        var recipient = Read(data, "recipient");
        return Words.Find(recipient.Replace("desk:", "desk.", StringComparison.Ordinal)) ?? (recipient == "supervisor" ? Words["target.3"] : nameOf(recipient));
    }

    /// <summary>Nobody on duty is said aloud: the step went nowhere.</summary>
    private string Duty(JsonElement data)
    {
        if (data.ValueKind != JsonValueKind.Object || !data.TryGetProperty("duty", out var duty) || duty.ValueKind != JsonValueKind.Object) return "";
        if (duty.TryGetProperty("reached", out var reached) && reached.ValueKind == JsonValueKind.False) return Words["duty.unreached"];
        return duty.TryGetProperty("caseworkers", out var workers) && workers.ValueKind == JsonValueKind.Array && workers.GetArrayLength() > 0
            ? "(" + string.Join(", ", workers.EnumerateArray().Select(worker => worker.ToString())) + ")" : Words["duty.none"];
    }

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
