using SafetyHub.Town.World.Chance;

namespace SafetyHub.Town.World.Calendar;

/// <summary>The days of a run: local time, seasons, and the two holidays at which families meet.</summary>
internal sealed class TownCalendar
{
    // Korea has no summer time.
    private static readonly TimeSpan Zone = TimeSpan.FromHours(9);

    private static readonly (DateOnly From, DateOnly To)[] FamilyHolidays =
    [
        (new(2026, 2, 16), new(2026, 2, 18)), (new(2026, 9, 24), new(2026, 9, 26)),
        (new(2027, 2, 6), new(2027, 2, 9)), (new(2027, 9, 14), new(2027, 9, 16)),
    ];

    private readonly DateOnly _first;
    private readonly DateTimeOffset _start;

    /// <param name="first">First day that is lived through.</param>
    /// <param name="leadIn">Days before those that are judged: the town is in operation, nobody meets it on its first day.</param>
    /// <param name="days">Days that are judged.</param>
    public TownCalendar(DateOnly first, int leadIn, int days)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(leadIn);
        _first = first;
        Days = leadIn + days;
        JudgedFrom = TimeSpan.FromDays(leadIn);
        _start = new DateTimeOffset(first.ToDateTime(TimeOnly.MinValue), Zone);
    }

    /// <summary>How many days the run lasts, lead-in included.</summary>
    public int Days { get; }

    /// <summary>Begin of what is judged.</summary>
    public TimeSpan JudgedFrom { get; }

    /// <summary>Length of the run.</summary>
    public TimeSpan Length => TimeSpan.FromDays(Days);

    /// <summary>Each seed begins on a day of its own in 2026, so that several seeds see several seasons.</summary>
    public static TownCalendar ForSeed(long seed, int leadIn, int days)
    {
        var offset = Dice.For(new HomeSeed(seed, -1), Purpose.Calendar).Whole(0, 365);
        return new TownCalendar(new DateOnly(2026, 1, 1).AddDays(offset), leadIn, days);
    }

    /// <summary>The instant, UTC, of a time since the first local midnight.</summary>
    public DateTimeOffset At(TimeSpan since) => (_start + since).ToUniversalTime();

    /// <summary>Time since the first local midnight of an instant.</summary>
    public TimeSpan Since(DateTimeOffset at) => at - _start;

    public DateOnly DateOf(int day) => _first.AddDays(day);

    public DayOfWeek WeekdayOf(int day) => DateOf(day).DayOfWeek;

    public bool IsFamilyHoliday(int day)
    {
        var date = DateOf(day);
        return Array.Exists(FamilyHolidays, holiday => date >= holiday.From && date <= holiday.To);
    }

    /// <summary>From -1 at midsummer to 1 at midwinter: how late the sun rises.</summary>
    public double Winter(int day) => Math.Cos(2 * Math.PI * (DateOf(day).DayOfYear + 10) / 365.25);
}
