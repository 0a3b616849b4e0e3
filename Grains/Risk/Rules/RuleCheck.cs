using System.Globalization;
using System.Text.RegularExpressions;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Holds a file against its form: unknown and missing keys, keys that stand twice, wrong types, ranges.</summary>
internal sealed partial class RuleCheck(List<RulesFault> faults)
{
    public void Check(RuleNode node, RuleShape shape, string path)
    {
        switch (shape)
        {
            case MapShape map when node is RuleMap found: CheckMap(found, map, path); break;
            case ListShape list when node is RuleList found: CheckList(found, list, path); break;
            case MapShape: Fault(node, path, "A map of keys is expected here"); break;
            case ListShape: Fault(node, path, "A list is expected here"); break;
            default: CheckScalar(node, shape, path); break;
        }
    }

    private void CheckMap(RuleMap map, MapShape shape, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            var place = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            if (!seen.Add(key.Text)) Fault(key, place, "This key stands twice");
            else if (shape.Keys.FirstOrDefault(candidate => candidate.Name == key.Text) is { } known) Check(value, known.Shape, place);
            else Fault(key, place, $"There is no such key here; there are {string.Join(", ", shape.Keys.Select(candidate => candidate.Name))}");
        }
        foreach (var missing in shape.Keys.Where(key => key.Default is null && !seen.Contains(key.Name)))
        {
            Fault(map, path, missing.Name is "ko" or "en" ? $"The text '{missing.Name}' is missing: both languages are needed" : $"The key '{missing.Name}' is missing");
        }
    }

    private void CheckList(RuleList list, ListShape shape, string path)
    {
        if (list.Items.Count < shape.Least || list.Items.Count > shape.Most) Fault(list, path, $"There must be {shape.Least} to {shape.Most} entries, not {list.Items.Count}");
        for (var i = 0; i < list.Items.Count; i++) Check(list.Items[i], shape.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"));
    }

    private void CheckScalar(RuleNode node, RuleShape shape, string path)
    {
        if (node is not RuleScalar scalar) Fault(node, path, "A single value is expected here");
        else if (FaultOf(scalar.Text, shape) is { } fault) Fault(node, path, fault);
    }

    private static string? FaultOf(string text, RuleShape shape) => shape switch
    {
        TextShape t => string.IsNullOrWhiteSpace(text) || text.Length > t.Most ? $"A text of 1 to {t.Most} characters is expected" : null,
        NameShape => NameForm().IsMatch(text) ? null : "A name has 1 to 40 small letters, digits and hyphens",
        NumberShape n => RuleValues.Number(text) is not { } number || (n.Whole && number != Math.Floor(number)) || number < n.Least || number > n.Most
            ? string.Create(CultureInfo.InvariantCulture, $"A {(n.Whole ? "whole number" : "number")} from {n.Least} to {n.Most} is expected, not '{text}'") : null,
        DurationShape d => RuleValues.Duration(text) is not { } span || span < RuleValues.Duration(d.Least) || span > RuleValues.Duration(d.Most)
            ? $"A length of time from {d.Least} to {d.Most} is expected, such as 90s, 30m, 8h or 2d, not '{text}'" : null,
        HoursShape => RuleValues.Hours(text) is null ? $"Hours such as 22:00-07:00 are expected, not '{text}'" : null,
        ChoiceShape c => c.Words.Contains(text) ? null : $"One of {string.Join(", ", c.Words)} is expected, not '{text}'",
        FlagShape => text is "true" or "false" ? null : $"true or false is expected, not '{text}'",
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Unknown shape"),
    };

    private void Fault(RuleNode at, string path, string message) => faults.Add(new RulesFault(at.Line, at.Column, path, message));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}$")]
    private static partial Regex NameForm();
}
