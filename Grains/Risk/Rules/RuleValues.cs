using System.Globalization;

namespace SafetyHub.Grains.Risk.Rules;

/// <summary>Plain values of a rules file; null = not one.</summary>
internal static class RuleValues
{
    public static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static TimeSpan? Duration(string text)
    {
        if (text.Length < 2 || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 10_000_000) return null;
        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' when count < 100_000 => TimeSpan.FromHours(count),
            'd' when count < 10_000 => TimeSpan.FromDays(count),
            _ => null,
        };
    }

    public static DailyHours? Hours(string text)
    {
        if (text.Split('-') is not [var from, var to]) return null;
        return Time(from) is { } begin && Time(to) is { } end ? new DailyHours(begin, end) : null;
    }

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
