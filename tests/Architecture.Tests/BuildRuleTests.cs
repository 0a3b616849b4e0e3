using System.Xml.Linq;
using Xunit;

namespace SafetyHub.Architecture;

/// <summary>The rules under which everything is built cannot be loosened quietly.</summary>
public sealed class BuildRuleTests
{
    private static readonly XDocument RootProperties = XDocument.Load(Repository.PathTo("Directory.Build.props"));

    [Theory]
    [InlineData("Nullable", "enable")]
    [InlineData("TreatWarningsAsErrors", "true")]
    [InlineData("AnalysisLevel", "latest-recommended")]
    [InlineData("EnforceCodeStyleInBuild", "true")]
    [InlineData("Deterministic", "true")]
    [InlineData("RestorePackagesWithLockFile", "true")]
    public void RootProperties_ForEveryProject_AreStrict(string property, string value) =>
        Assert.Equal(value, RootProperties.Descendants(property).Single().Value);

    [Theory]
    [InlineData("NoWarn")]
    [InlineData("WarningsNotAsErrors")]
    [InlineData("NuGetAudit")]
    public void RootProperties_ForEveryProject_SuppressNothing(string property) =>
        Assert.Empty(RootProperties.Descendants(property));

    [Fact]
    public void Project_WithASuppression_SaysWhyBesideIt()
    {
        var silent = Repository.Files(".csproj").SelectMany(path => File.ReadAllLines(Repository.PathTo(path))
            .Select((text, index) => (text, before: index, path))
            .Where(line => line.text.Contains("NoWarn", StringComparison.Ordinal) || line.text.Contains("WarningsNotAsErrors", StringComparison.Ordinal))
            .Where(line => !line.text.Contains("<!--", StringComparison.Ordinal) && !LineBefore(line.path, line.before).Contains("-->", StringComparison.Ordinal))
            .Select(line => $"{line.path}: {line.text.Trim()}"));

        Findings.None(silent);
    }

    [Fact]
    public void Project_Anywhere_LeavesTheStrictRulesAlone()
    {
        string[] fixedByTheRoot = ["Nullable", "TreatWarningsAsErrors", "AnalysisLevel", "EnforceCodeStyleInBuild", "TargetFramework", "NuGetAudit"];

        var loosened = Repository.Files(".csproj").SelectMany(path => XDocument.Load(Repository.PathTo(path)).Descendants()
            .Where(element => fixedByTheRoot.Contains(element.Name.LocalName))
            .Select(element => $"{path}: {element}"));

        Findings.None(loosened);
    }

    [Fact]
    public void PackageVersions_Everywhere_AreCentralAndPinnedTransitively()
    {
        var central = XDocument.Load(Repository.PathTo("Directory.Packages.props"));

        Assert.Equal("true", central.Descendants("ManagePackageVersionsCentrally").Single().Value);
        Assert.Equal("true", central.Descendants("CentralPackageTransitivePinningEnabled").Single().Value);
        Findings.None(Repository.Files(".csproj").Where(path => XDocument.Load(Repository.PathTo(path)).Descendants("PackageReference")
            .Any(package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)));
    }

    [Fact]
    public void Project_Anywhere_HasItsLockFile() =>
        Findings.None(Repository.Files(".csproj").Where(path => !File.Exists(Path.Combine(Path.GetDirectoryName(Repository.PathTo(path))!, "packages.lock.json"))));

    private static string LineBefore(string path, int index) => index == 0 ? "" : File.ReadAllLines(Repository.PathTo(path))[index - 1];
}
