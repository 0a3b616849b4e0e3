namespace SafetyHub.Dashboard.Residents;

/// <summary>
/// Keeps a cell from becoming a formula in a spreadsheet: an apostrophe before what begins like one. Our own import takes it away again.
/// </summary>
internal static class CsvSafety
{
    private const char Guard = '\'';

    public static string Guarded(string text) => Dangerous(text.TrimStart(Guard)) ? Guard + text : text;

    public static string Undo(string cell) => cell.StartsWith(Guard) && Dangerous(cell.TrimStart(Guard)) ? cell[1..] : cell;

    private static bool Dangerous(string text) => text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠');
}
