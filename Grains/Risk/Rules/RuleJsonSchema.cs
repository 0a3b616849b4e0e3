using System.Text.Json;
using System.Text.Json.Nodes;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Writes the form of a rules file as JSON Schema (2020-12), which editors use for YAML as well.</summary>
internal static class RuleJsonSchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(MapShape file)
    {
        var schema = Of(file);
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "SafetyHub risk rules");
        return schema.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Of(RuleShape shape) => shape switch
    {
        MapShape map => OfMap(map),
        ListShape list => new JsonObject { ["type"] = "array", ["minItems"] = list.Least, ["maxItems"] = list.Most, ["items"] = Of(list.Item) },
        TextShape text => new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = text.Most },
        NameShape => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z0-9][a-z0-9-]{0,39}$" },
        NumberShape number => new JsonObject { ["type"] = number.Whole ? "integer" : "number", ["minimum"] = number.Least, ["maximum"] = number.Most },
        DurationShape span => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+[smhd]$", ["description"] = $"{span.Least} to {span.Most}" },
        HoursShape => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]$" },
        ChoiceShape choice => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. choice.Words.Select(word => (JsonNode)word!)]) },
        FlagShape => new JsonObject { ["type"] = "boolean" },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Unknown shape"),
    };

    private static JsonObject OfMap(MapShape map)
    {
        var properties = new JsonObject();
        foreach (var key in map.Keys)
        {
            var value = Of(key.Shape);
            value["description"] = value["description"] is { } range ? $"{key.Meaning} ({range.GetValue<string>()})" : key.Meaning;
            if (!string.IsNullOrEmpty(key.Default)) value["default"] = key.Default;
            properties[key.Name] = value;
        }
        return new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. map.Keys.Where(key => key.Default is null).Select(key => (JsonNode)key.Name!)]),
            ["properties"] = properties,
        };
    }
}
