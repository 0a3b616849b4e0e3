using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>
/// Reads a behaviour's options from JSON: camel-case names, times as <c>"hh:mm:ss"</c>, nothing unknown, everything in range.
/// </summary>
internal static class BehaviourOptionsReader
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The options, or every fault in English.</summary>
    public static (object? Options, IReadOnlyList<string> Faults) Read(Type type, string? json)
    {
        object options;
        try
        {
            options = json is null ? Activator.CreateInstance(type)! : JsonSerializer.Deserialize(json, type, Strict) ?? throw new JsonException("null is no object");
        }
        catch (JsonException fault)
        {
            return (null, [Short(fault)]);
        }
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true)
            ? (options, [])
            : (null, [.. results.Select(result => result.ErrorMessage ?? "is not valid")]);
    }

    // The serializer's message ends with the position in the text, which helps nobody who wrote one line.
    private static string Short(JsonException fault) => fault.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0]
        .Replace(" .NET type 'SafetyHub.DeviceBridge.Video.Behaviours.", " '", StringComparison.Ordinal);
}
