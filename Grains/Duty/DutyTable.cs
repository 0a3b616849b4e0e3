using SafetyHub.Duty;

namespace SafetyHub.Grains.Duty;

/// <summary>Reads a weekly table in the city's time zone.</summary>
internal static class DutyTable
{
    public const int MaxShifts = 200;

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly TimeZoneInfo City = TimeZoneInfo.FindSystemTimeZoneById("Asia/Seoul");

    /// <exception cref="ArgumentException">A shift has no caseworker, or there are too many.</exception>
    public static void Check(IReadOnlyList<DutyShift> shifts)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        if (shifts.Count > MaxShifts) throw new ArgumentException($"A duty table has at most {MaxShifts} shifts", nameof(shifts));
        foreach (var shift in shifts)
        {
            if (string.IsNullOrWhiteSpace(shift.Caseworker)) throw new ArgumentException("A shift must name a caseworker", nameof(shifts));
            if (!Enum.IsDefined(shift.Day)) throw new ArgumentException("A shift must name a day of the week", nameof(shifts));
        }
    }

    /// <summary>Who is on duty, in the order of the table, each once.</summary>
    public static IReadOnlyList<string> OnDuty(IReadOnlyList<DutyShift> shifts, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, City);
        var now = TimeSpan.FromDays((int)local.DayOfWeek) + local.TimeOfDay;
        return [.. shifts.Where(shift => Covers(shift, now)).Select(shift => shift.Caseworker).Distinct(StringComparer.Ordinal)];
    }

    private static bool Covers(DutyShift shift, TimeSpan now)
    {
        var start = TimeSpan.FromDays((int)shift.Day) + shift.From.ToTimeSpan();
        // TimeOnly subtracts around midnight, so a night shift has its true length; one that ends where it starts lasts a day.
        var length = shift.To == shift.From ? TimeSpan.FromDays(1) : shift.To - shift.From;
        var passed = now - start;
        if (passed < TimeSpan.Zero) passed += Week;
        return passed < length;
    }
}
