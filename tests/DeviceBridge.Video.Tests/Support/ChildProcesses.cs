namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>Looks at this process's children as any user of the machine can.</summary>
internal static class ChildProcesses
{
    /// <summary>Command lines of living children whose line holds the text.</summary>
    public static string[] CommandLines(string text) =>
        [.. Directory.GetDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Where(IsOurChild).Select(CommandLine).Where(line => line.Contains(text, StringComparison.Ordinal))];

    private static bool IsOurChild(string folder)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var behindName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return behindName[0] != "Z" && behindName[1] == $"{Environment.ProcessId}";
        }
        catch (IOException)
        {
            return false; // gone meanwhile
        }
    }

    private static string CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
