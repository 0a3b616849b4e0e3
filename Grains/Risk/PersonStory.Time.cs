using System.Globalization;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <content>Hours and nights in the time of the city, and what is due when.</content>
public sealed partial class PersonStory
{
    private DateTimeOffset AtNow => DateTimeOffset.FromUnixTimeSeconds(Now);

    private DailyHours QuietHours => Context.QuietHours ?? _rules.QuietHours;

    private long Local(long at) => at + (long)_rules.Zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(at)).TotalSeconds;

    private long LocalHour(long at) => Local(at) / 3600;

    private static long NextHour(long at) => ((at / 3600) + 1) * 3600;

    private TimeOnly LocalTime(long at) => new((Local(at) % 86_400) * TimeSpan.TicksPerSecond);

    private bool IsQuietHour(long at) => QuietHours is var hours && hours.From != hours.To && hours.Contains(LocalTime(at));

    /// <summary>The quiet hours that began last before this moment.</summary>
    private (long Start, long End) NightOf(long at)
    {
        var (from, to) = (Seconds(QuietHours.From), Seconds(QuietHours.To));
        var start = at - (((Local(at) % 86_400) - from + 86_400) % 86_400);
        return (start, start + ((to - from + 86_400) % 86_400));
    }

    private static long Seconds(TimeOnly time) => (long)time.ToTimeSpan().TotalSeconds;

    private void LearnHours()
    {
        var rhythm = Memory.Rhythm;
        var hour = Now / 3600;
        // After an outage of days nothing is known about the hours between.
        if (hour - rhythm.Hour > 72) rhythm.Hour = hour - 1;
        while (rhythm.Hour < hour)
        {
            LearnHour(rhythm, rhythm.Hour * 3600);
            rhythm.Hour++;
        }
    }

    private void LearnHour(RhythmMark rhythm, long start)
    {
        var end = start + 3600;
        var counts = CountsHours && !IsAway(end) && Find(IncidentCategory.Inactivity)?.Raised is null && QuietSince < end;
        if (counts) Rhythm.Learn(rhythm, LocalHour(start), TimeSpan.FromSeconds(end - QuietSince), _rules.Rhythm.Forget);
        if (LocalHour(start) % 24 == 23 && Rhythm.EndDay(rhythm, _rules.Decline)) TellDecline();
    }

    private void TellDecline() => Do(new RaiseIncident(
        IncidentCategory.Routine, _rules.Decline.Severity, Signals.EventTable.Decline, $"decline-{Now / 86_400}", HubDevice, SafetyHub.Devices.DeviceKind.Sensor, AtNow, false,
        [Reason(RiskReasons.Decline, Percent(Memory.Rhythm.Recent), Percent(Memory.Rhythm.Usual), Memory.Rhythm.PoorDays.ToString(CultureInfo.InvariantCulture))],
        [Reason(RiskReasons.ChangeDays)]));

    private long FindDue()
    {
        var due = InactivityDue();
        if (Memory.Question is { } question) due = Math.Min(due, question.Until);
        if (Memory.AwaySince > 0 && !Memory.NotBackTold && Context.Whereabouts == Whereabouts.AtHome) due = Math.Min(due, Until(Memory.AwaySince, _rules.Away.Longest));
        return Math.Max(Now, Math.Min(due, CombinationsDue()));
    }

    private static string Hours(long seconds) => (seconds / 3600.0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Percent(double share) => (share * 100).ToString("0", CultureInfo.InvariantCulture);

    private static string TimeText(long at) => DateTimeOffset.FromUnixTimeSeconds(at).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private IncidentReason Reason(string key, params string[] arguments) => new(key, arguments, AtNow);

    private static Severity Worse(Severity left, Severity right) => left > right ? left : right;
}
