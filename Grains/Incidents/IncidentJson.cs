using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using SafetyHub.Devices;
using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>The one form in which entries and projections are stored.</summary>
internal static class IncidentJson
{
    // Hangul stays readable in the database; what is special in HTML stays escaped.
    private static readonly IncidentJsonContext Context = new(new JsonSerializerOptions(IncidentJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    });

    public static string Write(IncidentState state) => JsonSerializer.Serialize(state with { Subject = SubjectAtRest.WithoutName(state.Subject) }, Context.IncidentState);

    public static IncidentState ReadState(string json) =>
        JsonSerializer.Deserialize(json, Context.IncidentState) ?? throw new JsonException("A stored projection is the JSON word null");

    public static TimelineEntry Write(LoggedEntry logged, int sequence) => new(
        sequence, logged.At, logged.Actor, logged.Entry.GetType().Name, JsonSerializer.Serialize(AtRest(logged.Entry), Context.IncidentEntry));

    private static IncidentEntry AtRest(IncidentEntry entry) =>
        entry is IncidentOpened opened ? opened with { Subject = SubjectAtRest.WithoutName(opened.Subject) } : entry;

    public static LoggedEntry ReadEntry(TimelineEntry line) => new(
        line.At, line.Actor,
        JsonSerializer.Deserialize(line.DetailJson, Context.IncidentEntry) ?? throw new JsonException("A stored entry is the JSON word null"));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    Converters = [typeof(DeviceIdConverter), typeof(IncidentIdConverter)])]
[JsonSerializable(typeof(IncidentState))]
[JsonSerializable(typeof(IncidentEntry))]
internal sealed partial class IncidentJsonContext : JsonSerializerContext;

internal sealed class DeviceIdConverter : JsonConverter<DeviceId>
{
    public override DeviceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        DeviceId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class IncidentIdConverter : JsonConverter<IncidentId>
{
    public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IncidentId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
