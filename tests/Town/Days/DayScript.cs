using System.Globalization;
using System.Text.Json;

namespace SafetyHub.Town.Days;

/// <summary>
/// Days that somebody wrote down, for a demonstration with an order of events or a test: a JSON array of
/// <c>{"at":"08:05","where":"home-3","device":"robot","type":"fall","confidence":0.9,"data":{}}</c>. <c>where</c> is <c>home-1</c> and up, or <c>place-1</c> and
/// up. What the script names lives by it, the same every day; everything else lives at random.
/// </summary>
internal sealed class DayScript
{
    private const int MostHappenings = 10_000;
    private readonly Dictionary<string, List<Happening>> _days;

    private DayScript(Dictionary<string, List<Happening>> days) => _days = days;

    /// <summary>Where the script has something happen.</summary>
    public IReadOnlyCollection<string> Places => _days.Keys;

    /// <summary>The day of a home or place: the script's, or else the given one.</summary>
    public DayMaker Of(string where, DayMaker otherwise) => _days.TryGetValue(where, out var day) ? _ => day : otherwise;

    /// <summary>A script in which nothing is written.</summary>
    public static DayScript Empty { get; } = new([]);

    /// <summary>Reads a script.</summary>
    /// <exception cref="ArgumentException">It is not a script; the message says where.</exception>
    public static DayScript Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var rows = document.RootElement.EnumerateArray().Select(Row).ToList();
            if (rows.Count > MostHappenings) throw new ArgumentException($"{path}: {rows.Count} happenings; at most {MostHappenings} are taken");
            return new DayScript(rows.GroupBy(r => r.Where).ToDictionary(g => g.Key, g => g.Select(r => r.Happening).OrderBy(h => h.At).ToList()));
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new ArgumentException($"{path} is not a script of days: {wrong.Message}", wrong);
        }
        catch (IOException unreadable)
        {
            throw new ArgumentException($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static (string Where, Happening Happening) Row(JsonElement row, int number)
    {
        string Text(string name) => row.TryGetProperty(name, out var value) && value.GetString() is { Length: > 0 } text ? text : throw new FormatException($"row {number + 1} has no '{name}'");
        if (!TimeOnly.TryParseExact(Text("at"), ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) throw new FormatException($"row {number + 1}: 'at' is a time of day like 08:05");
        object? data = row.TryGetProperty("data", out var given) ? given.Clone() : null;
        double? confidence = row.TryGetProperty("confidence", out var sure) ? sure.GetDouble() : null;
        return (Text("where"), new Happening(at, Text("device"), Text("type"), data, confidence));
    }
}
