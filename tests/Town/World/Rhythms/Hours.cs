using SafetyHub.Town.World.Chance;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>Times within a part of the day.</summary>
internal static class Hours
{
    /// <summary>From 22:00 to 07:00, as the statistics of calls have it.</summary>
    public static (double From, double Length) Night => (22, 9);

    /// <summary>The rest.</summary>
    public static (double From, double Length) Day => (7, 15);

    /// <summary>A time on some day of a run, within hours of the day that may pass midnight.</summary>
    public static TimeSpan TimeOf(Dice dice, TimeSpan length, (double From, double Length) hours)
    {
        var day = dice.Whole(0, Math.Max(1, (int)length.TotalDays));
        var hour = (hours.From + (hours.Length * dice.Share())) % 24;
        return TimeSpan.FromDays(day) + TimeSpan.FromHours(hour);
    }
}
