using System.Diagnostics;
using System.Globalization;

namespace SafetyHub.Testing;

/// <summary>A process with its children, for freezing and thawing a whole server.</summary>
public static class ProcessTree
{
    /// <summary>The ids of a process and of its direct children, the parent first so that it starts no more of them.</summary>
    public static IReadOnlyList<int> Of(int parent)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
            .Where(id => id > 0 && ParentOf(id) == parent);
        return [parent, .. children];
    }

    /// <summary>Sends a signal by its name, for example <c>STOP</c>. A process that is gone already is left alone.</summary>
    public static async Task SignalAsync(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo(
            "/bin/kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)])
        { RedirectStandardError = true })!;
        await kill.WaitForExitAsync();
    }

    private static int ParentOf(int process)
    {
        try
        {
            // The name in brackets may hold spaces; the parent is the second field after it.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
