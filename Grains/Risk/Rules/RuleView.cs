using System.Collections.Immutable;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Reads the values of a map; what is missing or was found faulty reads as not there.</summary>
internal readonly struct RuleView(RuleNode? node, string path)
{
    public RuleNode? Node => node;

    public string Path => path;

    public RuleView In(string key) => new((node as RuleMap)?.Find(key), path.Length == 0 ? key : $"{path}.{key}");

    public string? Text(string key) => (In(key).Node as RuleScalar)?.Text;

    public double? Number(string key) => Text(key) is { } text ? RuleValues.Number(text) : null;

    public int? Whole(string key) => Number(key) is { } number && Math.Abs(number) < int.MaxValue ? (int)number : null;

    public TimeSpan? Duration(string key) => Text(key) is { } text ? RuleValues.Duration(text) : null;

    public DailyHours? Hours(string key) => Text(key) is { } text ? RuleValues.Hours(text) : null;

    public bool Flag(string key) => Text(key) == "true";

    public Severity? Severity(string key) => Array.IndexOf(RuleShapes.Severities, Text(key)) is >= 0 and var i ? (Severity)(i + 1) : null;

    public IncidentCategory? Concern(string key) => Text(key) switch
    {
        "fall" => IncidentCategory.Fall,
        "distress" => IncidentCategory.Distress,
        "inactivity" => IncidentCategory.Inactivity,
        "check-in" => IncidentCategory.CheckIn,
        "routine" => IncidentCategory.Routine,
        "mood" => IncidentCategory.Mood,
        _ => null,
    };

    public BilingualText? Words(string key) =>
        In(key) is { Node: RuleMap } words && words.Text("ko") is { } ko && words.Text("en") is { } en ? new BilingualText(ko, en) : null;

    public RuleText Why() => new(Words("why") ?? new BilingualText("", ""), Words("changes"));

    public ImmutableArray<string> Texts(string key) =>
        In(key).Node is RuleList list ? [.. list.Items.OfType<RuleScalar>().Select(item => item.Text)] : [];

    public Senders From()
    {
        var senders = default(Senders);
        foreach (var kind in Texts("from"))
        {
            if (Array.IndexOf(RuleShapes.Kinds, kind) is >= 0 and var i) senders |= (Senders)(1 << i);
        }
        return senders == default ? Senders.Any : senders;
    }

    public IEnumerable<RuleView> Each(string key)
    {
        var list = In(key);
        if (list.Node is not RuleList found) return [];
        return found.Items.Select((item, i) => new RuleView(item, FormattableString.Invariant($"{list.Path}[{i}]")));
    }
}
