using System.Text;

namespace SafetyHub.Silo.Secrets;

/// <summary>Secrets as files of one folder, each readable by its owner only.</summary>
internal sealed class FileSecrets(string folder) : ISharedSecrets
{
    public string GetOrAdd(string name, Func<string> make)
    {
        var path = Path.Combine(folder, FileName(name));
        if (!File.Exists(path)) PrivateFile.TryCreate(path, make());
        return File.ReadAllText(path);
    }

    public IReadOnlyList<string> List(string prefix) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, FileName(prefix) + "*").Select(f => File.ReadAllText(f))] : [];

    private static string FileName(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name) text.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_');
        return text.ToString();
    }
}
