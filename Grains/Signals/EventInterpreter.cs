using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Signals;

/// <summary>Reads the columns of the event table; knows no event type by name.</summary>
internal static class EventInterpreter
{
    /// <summary>Decides on a signal. <paramref name="timesToday"/> counts the type over the last 24 hours, this one included.</summary>
    public static SignalDecision Decide(Signal signal, SignalOptions options, int timesToday = 1)
    {
        var decision = Read(signal, options, timesToday);
        return signal.Flags.HasFlag(SignalFlags.OutOfOrder) ? WithoutEnding(decision) : decision;
    }

    /// <summary>What the device sent before its last word can raise something; it may not end or lower what that last word raised.</summary>
    private static SignalDecision WithoutEnding(SignalDecision decision) => decision with
    {
        Effect = decision.Effect switch
        {
            EventEffect.Clear => EventEffect.Activity,
            EventEffect.Set => EventEffect.Raise,
            var other => other,
        },
        Clears = [],
    };

    private static SignalDecision Read(Signal signal, SignalOptions options, int timesToday)
    {
        var rule = EventTable.Find(signal.Type);
        var data = rule.Cases.IsEmpty && rule.HoursSinceField is null ? default : EventData.Read(signal.DataJson);
        foreach (var matching in rule.Cases)
        {
            if (data.TextOf(matching.Field) == matching.Value) return Apply(rule, matching, signal);
        }
        var severity = SeverityAt(rule, signal.Subject.Kind);
        severity = Max(severity, ByHours(rule, data, signal, options));
        severity = Max(severity, ByRepeats(rule, timesToday));
        return new SignalDecision(rule, rule.Effect, signal.Severity ?? severity, rule.Clears, rule.SayKey);
    }

    private static SignalDecision Apply(EventRule rule, FieldCase matching, Signal signal) => new(
        rule,
        matching.Effect ?? rule.Effect,
        signal.Severity ?? matching.Severity ?? SeverityAt(rule, signal.Subject.Kind),
        matching.Clears.IsEmpty ? rule.Clears : matching.Clears,
        matching.SayKey ?? rule.SayKey);

    private static Severity SeverityAt(EventRule rule, SubjectKind kind) =>
        kind == SubjectKind.Place ? rule.SeverityAtPlace ?? rule.Severity : rule.Severity;

    private static Severity ByHours(EventRule rule, EventData data, Signal signal, SignalOptions options)
    {
        if (rule.HoursSinceField is null || data.TimeOf(rule.HoursSinceField) is not { } since) return Severity.Low;
        // Both times come from the device's clock, so a wrong clock does not change how long it was.
        var passed = signal.ReportedAt - since;
        if (passed >= options.InactivityHighAfter) return Severity.High;
        return passed >= options.InactivityMediumAfter ? Severity.Medium : Severity.Low;
    }

    private static Severity ByRepeats(EventRule rule, int timesToday)
    {
        var severity = Severity.Low;
        foreach (var step in rule.Repeats)
        {
            if (timesToday >= step.Count) severity = Max(severity, step.Severity);
        }
        return severity;
    }

    private static Severity Max(Severity left, Severity right) => left > right ? left : right;
}
