using System.Text.Json.Serialization;
using SafetyHub.Grains.Residents;
using SafetyHub.Residents;

namespace SafetyHub.Silo.Storage;

/// <summary>JSON of what is encrypted of residents. Fields are only ever added.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(ResidentFile))]
[JsonSerializable(typeof(PersonalWords))]
internal sealed partial class ResidentJson : JsonSerializerContext;

/// <summary>What is personal in a line of the history.</summary>
/// <param name="Reason">Why, or null.</param>
/// <param name="Changes">Before and after.</param>
internal sealed record PersonalWords(string? Reason, IReadOnlyList<FieldChange> Changes);
