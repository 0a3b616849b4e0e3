using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>How signals change the projection.</summary>
internal static class SignalFold
{
    public static IncidentState Join(IncidentState state, SignalJoined e, DateTimeOffset at)
    {
        var joined = Explain(state, e, at);
        return joined with
        {
            SignalCount = state.SignalCount + 1,
            Signals = state.Signals.With(e.Signal, IncidentState.MaxShown),
            Evidence = e.Evidence is null ? state.Evidence : state.Evidence.With(e.Evidence, IncidentState.MaxShown),
            Asks = Ask(state, e),
            TakenBackAt = e.Effect == SignalEffect.Raise && e.Signal.At > state.TakenBackAt ? null : state.TakenBackAt,
        };
    }

    public static IncidentState BecomeReal(IncidentState state, BecameReal e, DateTimeOffset at) =>
        state.Because(at, ReasonKeys.BecameReal) with
        {
            IsTest = false,
            Plan = e.Plan,
            PlanSeverity = e.PlanSeverity,
            Asks = [],
            VoiceDueAt = e.Speaks ? at : null,
        };

    public static IncidentState Regrade(IncidentState state, SeverityChanged e, DateTimeOffset at)
    {
        var explained = e.To > e.From
            ? state.Because(at, ReasonKeys.SeverityRaised, e.From.ToString(), e.To.ToString(), e.TitleKey)
            : state.Because(at, ReasonKeys.SeverityLowered, e.From.ToString(), e.To.ToString());
        return explained with { Severity = e.To, TitleKey = e.TitleKey, VoiceDueAt = e.Speaks == true ? at : state.VoiceDueAt };
    }

    public static IncidentState Explain(IncidentState state, DecisionExplained e)
    {
        var reasons = e.Reasons.Aggregate(state.Reasons, (known, reason) => known.WithReason(reason));
        return state with { Reasons = reasons, WouldChange = e.WouldChange };
    }

    private static IncidentState Explain(IncidentState state, SignalJoined e, DateTimeOffset at)
    {
        var (type, device) = (e.Signal.Type, e.Signal.Device.Value);
        var next = state.Because(at, ReasonKeys.Signal, type, device);
        if (e.Signal.Flags.HasFlag(SignalFlags.Late)) next = next.Because(at, ReasonKeys.SignalLate, type, device);
        if (e.Signal.Flags.HasFlag(SignalFlags.ClockCorrected)) next = next.Because(at, ReasonKeys.ClockCorrected, type, device);
        if (e.Signal.Flags.HasFlag(SignalFlags.UnknownType)) next = next.Because(at, ReasonKeys.UnknownType, type, device);
        if (e.Signal.Flags.HasFlag(SignalFlags.UnexpectedSender)) next = next.Because(at, ReasonKeys.UnexpectedSender, type, device);
        return next;
    }

    private static IReadOnlyList<SeverityAsk> Ask(IncidentState state, SignalJoined e)
    {
        // A test that reaches a real incident is kept, but asks for nothing.
        if (e.Signal.Flags.HasFlag(SignalFlags.Test) && !state.IsTest) return state.Asks;
        return e.Effect switch
        {
            SignalEffect.Raise or SignalEffect.Set => Asked(state.Asks, e),
            SignalEffect.Clear => state.ClearsPerDevice ? [.. state.Asks.Where(a => a.Device != e.Signal.Device)] : [],
            _ => state.Asks,
        };
    }

    private static IReadOnlyList<SeverityAsk> Asked(IReadOnlyList<SeverityAsk> asks, SignalJoined e)
    {
        if (e.StandsForDevice == true) asks = [.. asks.Where(a => a.Device != e.Signal.Device || a.Type == e.Signal.Type)];
        var before = asks.FirstOrDefault(a => a.Type == e.Signal.Type && a.Device == e.Signal.Device);
        var severity = e.Effect == SignalEffect.Raise && before?.Severity > e.Asked ? before.Severity : e.Asked;
        if (before?.Severity == severity) return asks;
        List<SeverityAsk> next = [.. asks.Where(a => a != before), new(e.Signal.Type, e.Signal.Device, severity)];
        if (next.Count > IncidentState.MaxAsks) next.Remove(next.MinBy(a => a.Severity)!);
        return next;
    }
}
