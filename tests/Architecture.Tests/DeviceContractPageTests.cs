using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>docs/device-contract.md is a promise: what it lists is what the code knows, word for word.</summary>
public sealed class DeviceContractPageTests
{
    private const string Page = "docs/device-contract.md";

    [Fact]
    public void StateTopic_OnThePage_ListsTheStatesADeviceMayReport()
    {
        var payload = MarkdownTable.Read(Page, "Topic under `safetyhub/v1/`").Single(row => row[0] == "`{id}/state`")[4];
        // Unknown and Silent are the hub's own words about a device, never a device's.
        var reported = Enum.GetValues<DeviceState>().Except([DeviceState.Unknown, DeviceState.Silent]).Select(Lower);

        Assert.Contains($"\"state\":{string.Join('|', reported.Select(state => $"\"{state}\""))}", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void ReceiptTopic_OnThePage_ListsEveryStatus()
    {
        var payload = MarkdownTable.Read(Page, "Topic under `safetyhub/v1/`").Single(row => row[0] == "`{id}/receipt`")[4];

        Assert.Contains($"\"status\":{string.Join('|', Enum.GetValues<ReceiptStatus>().Select(status => $"\"{Lower(status)}\""))}", payload, StringComparison.Ordinal);
    }

    [Fact]
    public void Severities_OnThePage_AreThoseOfTheCode()
    {
        var line = File.ReadLines(Repository.PathTo(Page)).Single(text => text.StartsWith("Severities:", StringComparison.Ordinal));

        Assert.Equal(
            Enum.GetValues<Severity>().OrderDescending().Select(Lower),
            MarkdownTable.Code(line.Split('.')[0]));
    }

    [Fact]
    public void EventTable_OnThePage_NamesEachTypeOnceAndOnlyKnownKindsAndSeverities()
    {
        var rows = MarkdownTable.Read(Page, "Type");
        var types = rows.SelectMany(row => FullTypes(row[0])).ToList();
        var kinds = rows.SelectMany(row => row[1].Split(',', StringSplitOptions.TrimEntries)).Distinct().Where(kind => kind != "any");

        Assert.Equal(types.Distinct(), types);
        Assert.All(types, type => Assert.Matches("^[a-z][a-z.-]{0,63}$", type));
        Findings.None(kinds.Except(Enum.GetValues<DeviceKind>().Select(Lower)));
    }

    /// <summary>Writes `` `sleep.start` / `.end` `` out in full.</summary>
    internal static IEnumerable<string> FullTypes(string cell)
    {
        var stem = "";
        foreach (var type in MarkdownTable.Code(cell))
        {
            if (!type.StartsWith('.')) stem = type.Split('.')[0];
            yield return type.StartsWith('.') ? stem + type : type;
        }
    }

    private static string Lower<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
