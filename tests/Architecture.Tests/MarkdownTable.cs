namespace SafetyHub.Architecture;

/// <summary>Reads the tables of a Markdown page.</summary>
internal static class MarkdownTable
{
    /// <summary>
    /// The rows of the first table whose first heading is <paramref name="firstHeading"/>, each as its cells; escaped bars stay inside a cell.
    /// </summary>
    public static IReadOnlyList<string[]> Read(string page, string firstHeading)
    {
        var lines = File.ReadAllLines(Repository.PathTo(page));
        var start = Array.FindIndex(lines, line => line.StartsWith('|') && Cells(line)[0] == firstHeading);
        if (start < 0) throw new InvalidDataException($"{page} has no table that begins with '{firstHeading}'");
        return lines.Skip(start + 2).TakeWhile(line => line.StartsWith('|')).Select(Cells).ToList();
    }

    /// <summary>What stands between backticks in a cell, in order.</summary>
    public static IEnumerable<string> Code(string cell) => cell.Split('`').Where((_, index) => index % 2 == 1);

    private static string[] Cells(string line) =>
        line.Trim().Trim('|').Replace("\\|", "\u0001", StringComparison.Ordinal).Split('|').Select(cell => cell.Trim().Replace('\u0001', '|')).ToArray();
}
