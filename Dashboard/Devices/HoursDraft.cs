using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>A part of some weekdays while it is edited.</summary>
public sealed class HoursDraft
{
    public HashSet<DayOfWeek> Days { get; } = [];

    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly To { get; set; } = new(6, 0);

    public static HoursDraft Of(WeeklyHours hours)
    {
        var draft = new HoursDraft { From = hours.From, To = hours.To };
        draft.Days.UnionWith(hours.Days);
        return draft;
    }

    public static HoursDraft EveryDay()
    {
        var draft = new HoursDraft();
        draft.Days.UnionWith(Enum.GetValues<DayOfWeek>());
        return draft;
    }

    public WeeklyHours ToHours() => new([.. Days.Order()], From, To);
}
