using System.Text.RegularExpressions;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>Pages that send the reader nowhere are worse than none: at night somebody follows them.</summary>
public sealed partial class PageTests
{
    [Fact]
    public void Link_BetweenPages_LeadsToAFile()
    {
        var broken = Repository.Files(".md").SelectMany(page => Links(page)
            .Where(target => !Exists(page, target))
            .Select(target => $"{page} -> {target}"));

        Findings.None(broken);
    }

    [Fact]
    public void Decision_WithARecord_IsInTheIndex()
    {
        var index = File.ReadAllText(Repository.PathTo("docs/adr/README.md"));

        Findings.None(Repository.Files(".md", "docs/adr").Select(Path.GetFileName).Where(name => name != "README.md" && !index.Contains($"({name})", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Context")]
    [InlineData("Decision")]
    [InlineData("Consequences")]
    public void Decision_WithARecord_HasThePart(string part) =>
        Findings.None(Repository.Files(".md", "docs/adr").Where(page => !page.EndsWith("README.md", StringComparison.Ordinal)
            && !File.ReadLines(Repository.PathTo(page)).Contains($"## {part}")));

    [Theory]
    [InlineData("What it means")]
    [InlineData("What to check")]
    [InlineData("What to do")]
    public void Runbook_ForAFailure_HasThePart(string part) =>
        Findings.None(Repository.Files(".md", "docs/runbooks").Where(page => !page.EndsWith("README.md", StringComparison.Ordinal)
            && !File.ReadLines(Repository.PathTo(page)).Contains($"## {part}")));

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(File.ReadAllText(Repository.PathTo(page))).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal));

    private static bool Exists(string page, string target)
    {
        var path = Path.Combine(Path.GetDirectoryName(Repository.PathTo(page))!, target.Split('#')[0]);
        return File.Exists(path) || Directory.Exists(path);
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
