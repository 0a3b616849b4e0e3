namespace SafetyHub.DeviceBridge.Video;

/// <summary>The city's local time, in which hours of a camera are written. Everything else is UTC.</summary>
internal static class CityClock
{
    private static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    public static DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, City).DateTime;
}
