namespace SafetyHub.Dashboard.Languages;

/// <summary>Instants and durations as people read them: the city's zone at the edge, UTC inside.</summary>
internal static class CityTime
{
    private static readonly TimeZoneInfo Seoul = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    /// <summary>The city's wall clock.</summary>
    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Seoul).DateTime;

    public static string Clock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Seoul).ToString("HH:mm:ss", HubLanguages.English);

    public static string DateAndClock(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Seoul).ToString("yyyy-MM-dd HH:mm:ss", HubLanguages.English);

    /// <summary>Short clock, with the date when it is not today.</summary>
    public static string Short(DateTimeOffset at, DateTimeOffset now)
    {
        var (there, today) = (TimeZoneInfo.ConvertTime(at, Seoul), TimeZoneInfo.ConvertTime(now, Seoul));
        return there.ToString(there.Date == today.Date ? "HH:mm:ss" : "MM-dd HH:mm", HubLanguages.English);
    }

    /// <summary>Ticks by the second in the first hour, when seconds matter; by the minute after it, so that old rows stay still.</summary>
    public static string Elapsed(TimeSpan span, Words words)
    {
        if (span < TimeSpan.Zero) span = TimeSpan.Zero;
        if (span < TimeSpan.FromHours(1)) return $"{(int)span.TotalMinutes:00}:{span.Seconds:00}";
        return span < TimeSpan.FromDays(1)
            ? words.Format("time.hours", (int)span.TotalHours, span.Minutes)
            : words.Format("time.days", (int)span.TotalDays, span.Hours);
    }
}
