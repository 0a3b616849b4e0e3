using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>docs/behaviours.md says what cameras can be watched for: exactly the behaviours that exist, each with its options, their defaults and ranges.</summary>
public sealed class BehavioursPageTests
{
    private const string Page = "docs/behaviours.md";
    private const string KindName = "SafetyHub.DeviceBridge.Video.Behaviours.IBehaviourKind";
    private static readonly Dictionary<string, Type> Known = Kinds().ToDictionary();

    [Fact]
    public void Behaviours_OnThePage_AreThoseThatExist() =>
        Assert.Equal(Known.Keys.Order(StringComparer.Ordinal), MarkdownTable.Read(Page, "Behaviour").SelectMany(row => MarkdownTable.Code(row[0])).Order(StringComparer.Ordinal));

    [Fact]
    public void Options_OfEachBehaviour_StandOnThePageWithDefaultAndRange()
    {
        var sections = Sections();
        Assert.True(Known.Count >= 8, "Hardly a behaviour was found: is the interface still called that?");
        Findings.None(Known.SelectMany(kind => sections.TryGetValue(kind.Key, out var rows) ? Differences(kind.Key, kind.Value, rows) : [$"{Page} has no section `{kind.Key}`"]));
    }

    private static IEnumerable<string> Differences(string type, Type options, Dictionary<string, string[]> rows)
    {
        var defaults = Activator.CreateInstance(options, nonPublic: true);
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).ToDictionary(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        foreach (var missing in properties.Keys.Except(rows.Keys).Concat(rows.Keys.Except(properties.Keys)))
            yield return $"{type}: `{missing}` is on one side only";
        foreach (var (name, property) in properties.Where(property => rows.ContainsKey(property.Key)))
        {
            if (Text(property.GetValue(defaults)) is { } value && value != Code(rows[name][1]))
                yield return $"{type} `{name}`: the default is {value}, the page says {rows[name][1]}";
            if (Range(property) is { } range && range != Code(rows[name][2]))
                yield return $"{type} `{name}`: the range is {range}, the page says {rows[name][2]}";
        }
    }

    private static string Code(string cell) => string.Join(" ", MarkdownTable.Code(cell));

    /// <summary>As it would be written in JSON; null for what has no short form.</summary>
    private static string? Text(object? value) => value switch
    {
        Enum word => JsonNamingPolicy.KebabCaseLower.ConvertName(word.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => null,
    };

    private static string? Range(PropertyInfo property) => property.PropertyType.IsEnum
        ? string.Join(" ", Enum.GetNames(property.PropertyType).Select(JsonNamingPolicy.KebabCaseLower.ConvertName))
        : property.GetCustomAttribute<RangeAttribute>() is { } range ? $"{Text(range.Minimum) ?? range.Minimum} {Text(range.Maximum) ?? range.Maximum}" : null;

    private static IEnumerable<KeyValuePair<string, Type>> Kinds() =>
        from type in Assembly.Load("SafetyHub.DeviceBridge").GetTypes()
        where type is { IsClass: true, IsAbstract: false } && type.GetInterface(KindName) is not null
        let kind = Activator.CreateInstance(type, nonPublic: true)!
        select KeyValuePair.Create((string)type.GetProperty("Type")!.GetValue(kind)!, (Type)type.GetProperty("OptionsType")!.GetValue(kind)!);

    /// <summary>The rows of the table under each heading <c>### `type`</c>, by option.</summary>
    private static Dictionary<string, Dictionary<string, string[]>> Sections()
    {
        var sections = new Dictionary<string, Dictionary<string, string[]>>();
        Dictionary<string, string[]>? rows = null;
        foreach (var line in File.ReadLines(Repository.PathTo(Page)))
        {
            if (line.StartsWith('#'))
                rows = line.StartsWith("### `", StringComparison.Ordinal) ? sections[Code(line)] = [] : null;
            else if (rows is not null && line.StartsWith("| `", StringComparison.Ordinal))
                rows[MarkdownTable.Code(line).First()] = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
        }
        return sections;
    }
}
