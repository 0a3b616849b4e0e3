namespace SafetyHub.Grains.Devices;

/// <summary>The city's local time, in which hours of a camera are written and its days counted.</summary>
internal static class CityDay
{
    private static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, City).DateTime;

    public static DateOnly Of(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));
}
