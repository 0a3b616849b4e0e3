using System.Reflection;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>The event table of docs/device-contract.md is the hub's event table: the same types, senders and severities.</summary>
public sealed class EventTablePageTests
{
    private static readonly Dictionary<string, EventRow> Promised = ReadPage().ToDictionary(row => row.Type);
    private static readonly Dictionary<string, EventRow> Known = ReadCode().ToDictionary(row => row.Type);

    [Fact]
    public void Type_OfTheCode_IsOnThePageAndTheOtherWayRound() =>
        Assert.Equal(Known.Keys.Order(StringComparer.Ordinal), Promised.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Senders_OfAType_AreTheSameOnThePage() =>
        Findings.None(Promised.Values.Where(row => Known.TryGetValue(row.Type, out var rule) && rule.Senders != row.Senders)
            .Select(row => $"{row.Type}: page '{row.Senders}', code '{Known[row.Type].Senders}'"));

    [Fact]
    public void Severity_WhereThePageNamesOne_IsThatOfTheCode()
    {
        var compared = Promised.Values.Where(row => row.Severity is not null && Known.ContainsKey(row.Type)).ToList();

        Assert.True(compared.Count >= 12, "The page hardly names a severity any more: is its table still read?");
        Findings.None(compared.Where(row => Known[row.Type].Severity != row.Severity).Select(row => $"{row.Type}: page {row.Severity}, code {Known[row.Type].Severity}"));
    }

    [Fact]
    public void Type_ThatAnAdapterMayRaise_IsOneThatACameraSends() =>
        Findings.None(SafetyHub.Adapters.AdapterTypes.All.Where(type => !Promised.TryGetValue(type, out var row) || !row.Senders.Contains("camera", StringComparison.Ordinal)));

    private static IEnumerable<EventRow> ReadPage() => MarkdownTable.Read("docs/device-contract.md", "Type").SelectMany(row =>
    {
        var types = DeviceContractPageTests.FullTypes(row[0]).ToList();
        var severities = row[3].Split(',', StringSplitOptions.TrimEntries);
        return types.Select((type, i) => new EventRow(type, PageSenders(row[1]), PageSeverity(severities[Math.Min(i, severities.Length - 1)])));
    });

    private static string PageSenders(string cell) =>
        cell == "any" ? Ordered(Enum.GetNames<DeviceKind>()) : Ordered(cell.Split(',', StringSplitOptions.TrimEntries));

    private static Severity? PageSeverity(string words) => Enum.TryParse<Severity>(words, ignoreCase: true, out var severity) ? severity : null;

    /// <summary>By reflection: the table is the grains' own business, and this page test is no reason to open it.</summary>
    private static IEnumerable<EventRow> ReadCode()
    {
        var table = Assembly.Load("SafetyHub.Grains").GetType("SafetyHub.Grains.Signals.EventTable", throwOnError: true)!;
        var rules = (IEnumerable<object>)table.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        return rules.Where(rule => !Value<bool>(rule, "IsInternal"))
            .Select(rule => new EventRow(Value<string>(rule, "Type"), CodeSenders(Value<Enum>(rule, "From")), Value<Severity>(rule, "Severity")));
    }

    private static string CodeSenders(Enum from) =>
        Ordered(Enum.GetValues(from.GetType()).Cast<Enum>().Where(flag => flag.ToString() != "Any" && from.HasFlag(flag)).Select(flag => flag.ToString()));

    private static T Value<T>(object rule, string property) => (T)rule.GetType().GetProperty(property)!.GetValue(rule)!;

    private static string Ordered(IEnumerable<string> kinds) => string.Join(", ", kinds.Select(kind => kind.ToLowerInvariant()).Order(StringComparer.Ordinal));

    private sealed record EventRow(string Type, string Senders, Severity? Severity);
}
