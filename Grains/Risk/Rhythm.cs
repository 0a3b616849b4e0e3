namespace SafetyHub.Grains.Risk;

/// <summary>
/// How long it is usually quiet at most, by hour of day and weekday: a high quantile that jumps half the way up and creeps down, so that
/// a week is enough to begin with, one odd day does not rule for long, and the season is followed. Hours of all days back up the weekdays
/// until those have been seen for some weeks.
/// </summary>
internal static class Rhythm
{
    private const int Cells = 24 * 8;
    private const double Tenths = 10;
    private const double ShareUp = 0.5;
    /// <summary>Weekday hours come once a week and creep down faster.</summary>
    private const double WeekdayHaste = 4;
    private const int WeeksOfEqualTrust = 4;
    private const int LeastHoursOfADay = 12;
    private const double UsualPace = 1 / 21.0;
    private const double RecentPace = 1 / 2.0;
    private const int PartSeconds = 600;
    private const int PartsOfAnHour = 6;

    /// <summary>Learns what an hour showed: how long it had been quiet at its end.</summary>
    /// <param name="rhythm">What is known.</param>
    /// <param name="localHour">The hour, counted in the time of the city.</param>
    /// <param name="quiet">How long it had been quiet.</param>
    /// <param name="forget">Share of the way down for each livelier day.</param>
    public static void Learn(RhythmMark rhythm, long localHour, TimeSpan quiet, double forget)
    {
        if (rhythm.Quiet.Length != Cells) (rhythm.Quiet, rhythm.Weeks) = (new byte[Cells], new byte[7]);
        var (hour, weekday) = Place(localHour);
        var tenths = Math.Min(240, quiet.TotalHours * Tenths);
        var firstDay = rhythm.Learnt < 24 * 7;
        rhythm.Quiet[hour] = Follow(rhythm.Quiet[hour], tenths, firstDay, forget);
        var cell = 24 + (weekday * 24) + hour;
        rhythm.Quiet[cell] = Follow(rhythm.Quiet[cell], tenths, rhythm.Weeks[weekday] == 0, forget * WeekdayHaste);
        if (hour == 23 && rhythm.Weeks[weekday] < byte.MaxValue) rhythm.Weeks[weekday]++;
        rhythm.Learnt = Math.Min(int.MaxValue - 1, rhythm.Learnt + 1);
        rhythm.HoursToday++;
    }

    /// <summary>How long it is usually quiet at most in this hour and those beside it, or null while nothing is known.</summary>
    public static TimeSpan? UsualQuiet(RhythmMark rhythm, long localHour)
    {
        if (rhythm.Quiet.Length != Cells) return null;
        var most = 0.0;
        for (var beside = -1; beside <= 1; beside++)
        {
            var (hour, weekday) = Place(localHour + beside);
            var trust = rhythm.Weeks[weekday] / (double)(rhythm.Weeks[weekday] + WeeksOfEqualTrust);
            most = Math.Max(most, (trust * rhythm.Quiet[24 + (weekday * 24) + hour]) + ((1 - trust) * rhythm.Quiet[hour]));
        }
        return TimeSpan.FromHours(most / Tenths);
    }

    /// <summary>Counts the ten minutes with a sign: whole hours hide a person who is up less and less.</summary>
    public static void See(RhythmMark rhythm, long at)
    {
        if (at / PartSeconds <= rhythm.LastPart) return;
        rhythm.LastPart = at / PartSeconds;
        rhythm.ActiveToday++;
    }

    /// <summary>Closes a day; true on the day on which activity has been far below the usual for long enough.</summary>
    public static bool EndDay(RhythmMark rhythm, DeclineRule rule)
    {
        var (hours, active) = (rhythm.HoursToday * PartsOfAnHour, rhythm.ActiveToday);
        (rhythm.HoursToday, rhythm.ActiveToday) = (0, 0);
        // A day away or unobserved says nothing.
        if (hours < LeastHoursOfADay * PartsOfAnHour) return false;
        var share = active / (double)hours;
        rhythm.Days++;
        rhythm.Recent += (share - rhythm.Recent) * Math.Max(RecentPace, 1.0 / rhythm.Days);
        var poor = rhythm.Days > rule.After.TotalDays && rhythm.Recent < rhythm.Usual * rule.Below;
        rhythm.PoorDays = poor ? rhythm.PoorDays + 1 : 0;
        // While somebody declines, the decline does not become the usual.
        if (!poor) rhythm.Usual += (share - rhythm.Usual) * Math.Max(UsualPace, 1.0 / rhythm.Days);
        return rhythm.PoorDays == rule.Days;
    }

    private static byte Follow(byte known, double seen, bool first, double forget)
    {
        var next = first ? Math.Max(known, seen)
            : seen > known ? known + ((seen - known) * ShareUp)
            : known - ((known - seen) * Math.Min(1, forget));
        // Rounding up on the way down would never get there.
        return (byte)Math.Clamp(seen < known ? Math.Floor(next) : Math.Ceiling(next), 0, 240);
    }

    private static (int Hour, int Weekday) Place(long localHour)
    {
        var day = localHour / 24;
        // 1970-01-01 was a Thursday; Monday is 0.
        return ((int)(localHour % 24), (int)((day + 3) % 7));
    }
}
