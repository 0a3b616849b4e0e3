using System.Xml.Linq;

namespace SafetyHub.Architecture;

/// <summary>The source tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotSources = ["artifacts", "bin", "obj", "node_modules", ".git", "data"];

    /// <summary>The five rooms that make up the product.</summary>
    public static readonly string[] Rooms = ["Grains.Interfaces", "Grains", "DeviceBridge", "Dashboard", "Silo"];

    public static string Root { get; } = FindRoot();

    public static string PathTo(string relative) => Path.Combine(Root, relative);

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    public static XDocument ProjectOf(string room) => XDocument.Load(PathTo($"{room}/{room}.csproj"));

    /// <summary>All source files with this ending, as paths relative to the root.</summary>
    public static IEnumerable<string> Files(string ending, string folder = "") =>
        Walk(PathTo(folder)).Where(path => path.EndsWith(ending, StringComparison.Ordinal)).Select(Relative).Order(StringComparer.Ordinal);

    /// <summary>All source folders, as paths relative to the root.</summary>
    public static IEnumerable<string> Folders() => WalkFolders(Root).Select(Relative);

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(WalkFolders(folder).SelectMany(Directory.EnumerateFiles));

    private static IEnumerable<string> WalkFolders(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(inner => !NotSources.Contains(Path.GetFileName(inner)))
            .SelectMany(inner => WalkFolders(inner).Prepend(inner));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SafetyHub.sln"))) return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No SafetyHub.sln above {AppContext.BaseDirectory}");
    }
}
