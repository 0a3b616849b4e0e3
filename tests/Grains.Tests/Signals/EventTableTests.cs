using System.Text.RegularExpressions;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Tests.Signals;

public sealed partial class EventTableTests
{
    [Fact]
    public void Table_ReadAgainstTheDeviceContract_HasEachOfItsTypesAndNoOther()
    {
        if (Contract() is not { } rows) return;
        var promised = rows.SelectMany(row => row.Types).Order().ToArray();
        var known = EventTable.All.Where(rule => !rule.IsInternal).Select(rule => rule.Type).Order().ToArray();
        Assert.Equal(promised, known);
    }

    [Fact]
    public void Table_ReadAgainstTheDeviceContract_AgreesOnDefaultSeverities()
    {
        if (Contract() is not { } rows) return;
        foreach (var (types, severities) in rows)
        {
            for (var i = 0; i < types.Length; i++)
            {
                // "low, medium, medium" names one severity a type; a single word is for all; a sentence names none.
                var word = severities.Length == types.Length ? severities[i] : severities.Length == 1 ? severities[0] : null;
                if (word is null || !Enum.TryParse<Severity>(word, ignoreCase: true, out var expected)) continue;
                Assert.True(EventTable.Find(types[i]).Severity == expected, $"{types[i]}: the contract says {expected}, the table {EventTable.Find(types[i]).Severity}");
            }
        }
    }

    [Fact]
    public void Table_EveryRowThatOpensOrJoins_NamesACategory()
    {
        foreach (var rule in EventTable.All.Where(rule => rule.Effect is EventEffect.Raise or EventEffect.Set or EventEffect.Clear or EventEffect.TakeBack))
        {
            Assert.True(rule.Category is not null, rule.Type);
        }
    }

    [Fact]
    public void Table_EveryCauseOfTheHubItself_HasARowThatEndsIt()
    {
        foreach (var cause in EventTable.All.Where(rule => rule.IsInternal && rule.Cause is not null))
        {
            Assert.Contains(EventTable.All, rule => rule.Ends == cause.Cause && rule.Category == cause.Category);
        }
    }

    [Fact]
    public void Table_EveryRow_SaysASentenceThatExistsInBothLanguages()
    {
        var keys = EventTable.All.Select(rule => rule.SayKey).Concat(EventTable.All.SelectMany(rule => rule.Cases).Select(c => c.SayKey));
        foreach (var key in keys.OfType<string>().Distinct())
        {
            var (korean, english) = (Spoken.Sentence(key, "ko"), Spoken.Sentence(key, "en"));
            Assert.Matches("[가-힣]", korean);
            Assert.Matches("[A-Za-z]", english);
            Assert.DoesNotMatch("[가-힣]", english);
        }
    }

    private static List<(string[] Types, string[] Severities)>? Contract()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "docs", "device-contract.md");
            if (File.Exists(file)) return Rows(File.ReadAllText(file));
            if (File.Exists(Path.Combine(folder.FullName, "SafetyHub.sln"))) return null;
        }
        return null;
    }

    private static List<(string[] Types, string[] Severities)> Rows(string document)
    {
        var table = document[document.IndexOf("## Event types", StringComparison.Ordinal)..];
        var end = table.IndexOf("\n## ", 1, StringComparison.Ordinal);
        var rows = new List<(string[], string[])>();
        foreach (var line in (end < 0 ? table : table[..end]).Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            rows.Add((TypesOf(cells[1]), [.. cells[4].Split(',', StringSplitOptions.TrimEntries).Select(word => word.Split(':', ';')[0].Trim())]));
        }
        Assert.NotEmpty(rows);
        return rows;
    }

    // "`medication.taken` / `.missed`" stands for two types.
    private static string[] TypesOf(string cell)
    {
        var types = new List<string>();
        foreach (Match match in CodeSpan().Matches(cell))
        {
            var name = match.Groups[1].Value;
            types.Add(name.StartsWith('.') ? types[^1][..types[^1].LastIndexOf('.')] + name : name);
        }
        return [.. types];
    }

    [GeneratedRegex("`([a-z.-]+)`")]
    private static partial Regex CodeSpan();
}
