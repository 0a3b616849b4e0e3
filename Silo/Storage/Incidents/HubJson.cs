using System.Text.Json;
using System.Text.Json.Serialization;
using SafetyHub.Adapters;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>JSON of the stored forms, generated at build: nothing is looked up by reflection on the way of an alarm.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true,
    Converters = [typeof(IncidentIdConverter), typeof(DeviceIdConverter)])]
[JsonSerializable(typeof(IncidentSnapshot))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(AdapterCamera))]
internal sealed partial class HubJson : JsonSerializerContext;

/// <summary>Writes an incident's id as its text.</summary>
internal sealed class IncidentIdConverter : JsonConverter<IncidentId>
{
    public override IncidentId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => IncidentId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, IncidentId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

/// <summary>Writes a device's id as its text.</summary>
internal sealed class DeviceIdConverter : JsonConverter<DeviceId>
{
    public override DeviceId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => DeviceId.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, DeviceId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
