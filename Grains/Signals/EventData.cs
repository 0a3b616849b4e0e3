using System.Globalization;
using System.Text.Json;

namespace SafetyHub.Grains.Signals;

/// <summary>The few fields of an event's data that the event table asks for. What is missing or ill-typed reads as not there.</summary>
internal readonly struct EventData
{
    private readonly Dictionary<string, string>? _texts;

    private EventData(Dictionary<string, string> texts) => _texts = texts;

    public static EventData Read(string? json)
    {
        if (json is null) return default;
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new EventData(TextsOf(document.RootElement)) : default;
        }
        catch (JsonException)
        {
            // The bridge has checked the form; a caller inside the hub that did not is treated as if it had sent no data.
            return default;
        }
    }

    public string? TextOf(string field) => _texts?.GetValueOrDefault(field);

    public DateTimeOffset? TimeOf(string field) =>
        DateTimeOffset.TryParse(TextOf(field), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static Dictionary<string, string> TextsOf(JsonElement root)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in root.EnumerateObject())
        {
            // The last one wins where a name stands twice.
            if (field.Value.ValueKind == JsonValueKind.String) texts[field.Name] = field.Value.GetString()!;
            else texts.Remove(field.Name);
        }
        return texts;
    }
}
