using System.Globalization;
using System.Text;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Writes the form of a rules file as the tables of its reference page.</summary>
internal static class RuleReference
{
    public static string Write(MapShape file)
    {
        var page = new StringBuilder();
        Write(page, file, "the file");
        return page.ToString().TrimEnd('\n');
    }

    private static void Write(StringBuilder page, MapShape map, string title)
    {
        page.Append("### ").Append(title is "the file" ? "The file" : $"`{title}`").Append("\n\n| Key | Form | Without it | Meaning |\n|---|---|---|---|\n");
        foreach (var key in map.Keys)
            page.Append(CultureInfo.InvariantCulture, $"| `{key.Name}` | {Form(key.Shape)} | {Without(key)} | {key.Meaning} |\n");
        page.Append('\n');
        foreach (var key in map.Keys)
        {
            if (Inner(key.Shape) is { } inner && key.Name is not ("why" or "changes" or "question")) Write(page, inner, title is "the file" ? key.Name : $"{title}.{key.Name}");
        }
    }

    private static string Without(RuleKey key) => key.Default switch { null => "a fault", "" => "nothing", var text when text.StartsWith("the", StringComparison.Ordinal) || text == "none" => text, var text => $"`{text}`" };

    private static MapShape? Inner(RuleShape shape) => shape switch { MapShape map => map, ListShape { Item: MapShape map } => map, _ => null };

    private static string Form(RuleShape shape) => shape switch
    {
        MapShape { Keys: [{ Name: "ko" }, { Name: "en" }] } => "`ko` and `en`, each at most 200 characters",
        MapShape => "map",
        ListShape list => string.Create(CultureInfo.InvariantCulture, $"list of {list.Least} to {list.Most}{(list.Item is MapShape ? "" : ": " + Form(list.Item))}"),
        TextShape text => string.Create(CultureInfo.InvariantCulture, $"text, at most {text.Most} characters"),
        NameShape => "name: `a-z`, `0-9`, `-`, at most 40",
        NumberShape number => string.Create(CultureInfo.InvariantCulture, $"{(number.Whole ? "whole number" : "number")}, {number.Least} to {number.Most}"),
        DurationShape span => $"time, {span.Least} to {span.Most}",
        HoursShape => "hours, `22:00-07:00`",
        ChoiceShape choice => string.Join(", ", choice.Words.Select(word => $"`{word}`")),
        FlagShape => "`true` or `false`",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Unknown shape"),
    };
}
