using System.Text.Json;

namespace SafetyHub.DeviceBridge.Adapters.Onvif;

/// <summary>
/// The items of <c>Source</c> or <c>Data</c>. Two forms are in the field: <c>{"State":true}</c>, and the XML's own
/// <c>{"SimpleItem":[{"Name":"State","Value":"true"}]}</c>. Values may be bare or quoted.
/// </summary>
internal sealed class OnvifItems
{
    private const int MostItems = 32;
    private const int LongestValue = 128;

    private static readonly string[] StateNames = ["State", "IsInside", "IsMotion", "IsTamper", "IsSoundDetected", "LogicalState", "Failed", "Active"];

    private readonly Dictionary<string, JsonElement> _items = new(StringComparer.Ordinal);

    private OnvifItems()
    {
    }

    public static OnvifItems Read(JsonElement root, string section)
    {
        var items = new OnvifItems();
        if (ForeignJson.Field(root, section) is not { ValueKind: JsonValueKind.Object } found) return items;
        foreach (var field in found.EnumerateObject().Take(MostItems))
        {
            if (field.Name is "SimpleItem") items.AddList(field.Value);
            else items._items.TryAdd(field.Name, field.Value);
        }
        return items;
    }

    /// <summary>The first of the names that has a value, as text.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_items.TryGetValue(name, out var value) && Plain(value) is { Length: > 0 } text) return ForeignJson.Short(text, name, LongestValue);
        }
        return null;
    }

    /// <summary>The state of a property: an item with a known name, or the only one that can be read as true or false. Null where there is none.</summary>
    public bool? State()
    {
        foreach (var name in StateNames)
        {
            if (_items.TryGetValue(name, out var value) && Flag(value, mild: true) is { } state) return state;
        }
        var flags = _items.Values.Select(v => Flag(v, mild: false)).Where(f => f is not null).Take(2).ToList();
        return flags.Count == 1 ? flags[0] : null;
    }

    private void AddList(JsonElement list)
    {
        foreach (var item in list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().Take(MostItems) : [list])
        {
            if (item.ValueKind != JsonValueKind.Object) continue;
            var name = ForeignJson.Field(item, "Name") ?? ForeignJson.Field(item, "@Name");
            var value = ForeignJson.Field(item, "Value") ?? ForeignJson.Field(item, "@Value");
            if (name is { ValueKind: JsonValueKind.String } && value is { } known) _items.TryAdd(name.Value.GetString()!, known);
        }
    }

    private static string? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>"0" and "1" are a state only under the name of one: else they are numbers.</summary>
    private static bool? Flag(JsonElement value, bool mild) => Plain(value) switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        "1" or "active" when mild => true,
        "0" or "inactive" when mild => false,
        _ => null,
    };
}
