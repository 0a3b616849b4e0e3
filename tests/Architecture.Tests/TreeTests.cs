using Xunit;

namespace SafetyHub.Architecture;

/// <summary>The tree says what the product is about; nothing gathers in a corner without a subject.</summary>
public sealed class TreeTests
{
    private const int LongestFile = 500;

    [Fact]
    public void Folder_AnywhereInTheSources_IsNamedAfterASubject()
    {
        string[] banned = ["Helpers", "Helper", "Utils", "Utilities", "Services", "Models", "Common", "Misc"];

        Findings.None(Repository.Folders().Where(path => banned.Contains(Path.GetFileName(path), StringComparer.OrdinalIgnoreCase)));
    }

    [Fact]
    public void SourceFile_Anywhere_IsShortEnoughToBeReadAtOnce()
    {
        var tooLong = Repository.Files(".cs")
            .Select(path => (path, lines: File.ReadLines(Repository.PathTo(path)).Count()))
            .Where(file => file.lines > LongestFile)
            .Select(file => $"{file.path}: {file.lines} lines, at most {LongestFile}");

        Findings.None(tooLong);
    }

    [Fact]
    public void Project_InTheTree_IsInTheSolution()
    {
        var solution = File.ReadAllText(Repository.PathTo("SafetyHub.sln")).Replace('\\', '/');

        Findings.None(Repository.Files(".csproj").Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void TestProject_UnderTests_IsNamedSoThatTheFrontDoorFindsIt()
    {
        var misplaced = Repository.Files(".csproj")
            .Where(path => File.ReadAllText(Repository.PathTo(path)).Contains("<IsTestProject>true</IsTestProject>", StringComparison.Ordinal))
            .Where(path => Path.GetFileNameWithoutExtension(path) is var name
                && (!name.EndsWith(".Tests", StringComparison.Ordinal) || path != $"tests/{name}/{name}.csproj"));

        Findings.None(misplaced);
    }
}
