using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// What a subject must remember about earlier signals to weigh the next one: how often a type came today, and which faults of a
/// device still hold. Each change returns true when the state must be written before the signal goes on; taking a signal twice changes nothing.
/// </summary>
internal static class SubjectMemory
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Counts a signal that weighs more when repeated.</summary>
    public static bool Count(SubjectState state, EventRule rule, Signal signal)
    {
        if (rule.Repeats.IsEmpty) return false;
        var marks = state.Repeats ??= [];
        if (marks.Exists(mark => mark.SignalId == signal.Id)) return false;
        marks.RemoveAll(mark => mark.At <= signal.At - Day);
        if (marks.Count >= SubjectState.MaxRepeats) marks.RemoveAt(0);
        marks.Add(new RepeatMark { SignalId = signal.Id, Type = signal.Type, At = signal.At });
        return true;
    }

    /// <summary>How often the signal's type came in the 24 hours up to it; at least 1.</summary>
    public static int TimesToday(SubjectState state, Signal signal)
    {
        var times = state.Repeats?.Count(mark => mark.Type == signal.Type && mark.At <= signal.At && mark.At > signal.At - Day) ?? 0;
        return Math.Max(1, times);
    }

    /// <summary>Writes down that a cause began.</summary>
    public static bool Begin(SubjectState state, EventRule rule, Signal signal, Severity severity)
    {
        var marks = state.Causes ??= [];
        var known = marks.Find(mark => mark.Category == rule.Category && mark.Cause == rule.Cause && mark.Device == signal.Device.Value);
        if (known is not null && known.Severity == severity) return false;
        if (known is not null) marks.Remove(known);
        if (marks.Count >= SubjectState.MaxCauses) marks.RemoveAt(0);
        marks.Add(new CauseMark { Category = rule.Category!.Value, Cause = rule.Cause!, Device = signal.Device.Value, Severity = severity });
        return true;
    }

    /// <summary>Writes down that a cause, or each of the device, ended.</summary>
    public static bool End(SubjectState state, EventRule rule, Signal signal) =>
        state.Causes?.RemoveAll(mark => mark.Category == rule.Category && mark.Device == signal.Device.Value
            && (rule.Ends == EventRule.AnyCause || mark.Cause == rule.Ends)) > 0;

    /// <summary>The worst of what still holds at the signal's device, or null when nothing does.</summary>
    public static Severity? Worst(SubjectState state, EventRule rule, Signal signal)
    {
        Severity? worst = null;
        foreach (var mark in state.Causes ?? [])
        {
            var holds = mark.Category == rule.Category && mark.Device == signal.Device.Value;
            if (holds && (worst is null || mark.Severity > worst)) worst = mark.Severity;
        }
        return worst;
    }

    /// <summary>A new incident begins with its own cause only: what a person has closed with the last one does not linger.</summary>
    public static bool ForgetOthers(SubjectState state, EventRule rule, Signal signal) =>
        state.Causes?.RemoveAll(mark => mark.Category == rule.Category
            && (mark.Device != signal.Device.Value || mark.Cause != rule.Cause)) > 0;
}
