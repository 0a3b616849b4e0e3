using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>What a signal does to an incident.</summary>
internal static class SignalRules
{
    public static Decision Decide(Draft draft, IncidentId id, SignalForIncident input, PlanBook plans)
    {
        var signal = input with { Severity = SeverityRules.Known(input.Severity) };
        if (draft.Current is null) return Open(draft, id, signal, plans);
        if (draft.State.Signals.Any(s => s.Id == signal.Signal.Id)) return draft.Duplicate();
        if (!draft.State.IsOpen) return draft.Closed();
        if (draft.State.IsTest && !IsTest(signal) && Opens(signal.Effect)) BecomeReal(draft, signal, plans);
        else Join(draft, signal, plans);
        return draft.Taken();
    }

    private static Decision Open(Draft draft, IncidentId id, SignalForIncident s, PlanBook plans)
    {
        if (!Opens(s.Effect)) return draft.Closed();
        var isTest = IsTest(s);
        var actor = ActorOf(s);
        draft.Add(actor, new IncidentOpened(
            id, s.Category, s.Signal.Type, s.Severity, s.Subject, isTest ? plans.Test : plans.For(s.Severity), isTest,
            s.Signal.Kind, s.Signal.Device, Speaks: !isTest && SpeaksUp(s.Category, s.Severity)));
        draft.Add(actor, JoinedBy(s));
        Explain(draft, s);
        DeadlineRules.FireDue(draft, duty: null);
        return draft.Taken();
    }

    private static void Join(Draft draft, SignalForIncident s, PlanBook plans)
    {
        var actor = ActorOf(s);
        draft.Add(actor, JoinedBy(s));
        Explain(draft, s);
        switch (s.Effect)
        {
            case SignalEffect.Raise or SignalEffect.Set:
                if (draft.State.Condition == Condition.Cleared) draft.Add(actor, new ConditionReturned(s.Signal.Type));
                SeverityRules.Regrade(draft, actor, plans, mayLower: s.Effect == SignalEffect.Set);
                break;
            case SignalEffect.Clear:
                Clear(draft, actor, s, plans);
                break;
            case SignalEffect.TakeBack:
                if (draft.State.TakenBackAt is null) draft.Add(actor, new TakenBackByPerson(s.Signal.At));
                break;
            case SignalEffect.Presence:
                draft.Add(actor, new PresenceReported(SignalData.Responder(s.Signal)));
                break;
            case SignalEffect.Intervention:
                draft.Add(actor, new InterventionReported(SignalData.Responder(s.Signal)));
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(s), s.Effect, "Unknown signal effect");
        }
    }

    private static void Clear(Draft draft, string actor, SignalForIncident s, PlanBook plans)
    {
        if (draft.State.Asks.Count > 0) SeverityRules.Regrade(draft, actor, plans, mayLower: true);
        else if (draft.State.Condition == Condition.Active) draft.Add(actor, new ConditionCleared(s.Signal.Type));
    }

    /// <summary>Nobody outside was paged for the test, and who took it took a test: the plan starts for everybody.</summary>
    private static void BecomeReal(Draft draft, SignalForIncident s, PlanBook plans)
    {
        var actor = ActorOf(s);
        draft.Add(actor, new BecameReal(plans.For(s.Severity), s.Severity, SpeaksUp(s.Category, s.Severity)));
        draft.Add(actor, JoinedBy(s));
        Explain(draft, s);
        if (draft.State.Condition == Condition.Cleared) draft.Add(actor, new ConditionReturned(s.Signal.Type));
        SeverityRules.Take(draft, actor);
        if (draft.State.IsAcknowledged) draft.Add(Actors.Hub, new AcknowledgementReturned(draft.State.Assignee!));
        if (draft.State.IsShelved) DeadlineRules.EndShelving(draft, Actors.Hub, ShelvingEnd.Severity, duty: null);
        else DeadlineRules.StartRound(draft, duty: null);
    }

    private static void Explain(Draft draft, SignalForIncident s)
    {
        if (s.Reasons.Count > 0 || s.WouldChange.Count > 0) draft.Add(Actors.Hub, new DecisionExplained(s.Reasons, s.WouldChange));
    }

    private static SignalJoined JoinedBy(SignalForIncident s) => new(
        new SignalSummary(s.Signal.Id, s.Signal.Type, s.Signal.Device, s.Signal.At, s.Signal.Confidence, s.Signal.Flags, SignalData.Findings(s.Signal)),
        s.Effect, s.Severity, SignalData.Evidence(s.Signal), EndsOneOfSeveral(s) ? true : null);

    /// <summary>The subject turns the end of one fault into what the device's other faults still ask for.</summary>
    private static bool EndsOneOfSeveral(SignalForIncident s) =>
        s.Effect == SignalEffect.Set && EventTable.Find(s.Signal.Type).Effect == EventEffect.Clear;

    private static bool Opens(SignalEffect effect) => effect is SignalEffect.Raise or SignalEffect.Set;

    private static bool IsTest(SignalForIncident s) => s.Category == IncidentCategory.Test || s.Signal.Flags.HasFlag(SignalFlags.Test);

    // A guess from a picture must not frighten a home: of a fire the home hears once it is critical (see SeverityRules).
    private static bool SpeaksUp(IncidentCategory category, Severity severity) =>
        category is IncidentCategory.Sos or IncidentCategory.Fall || (category == IncidentCategory.Fire && severity == Severity.Critical);

    // That a device is silent is the hub's own observation, not the device's word.
    private static string ActorOf(SignalForIncident s) =>
        (s.Category == IncidentCategory.DeviceSilence && Opens(s.Effect)) || s.Signal.Device.Value == Risk.PersonStory.HubDevice
            ? Actors.Hub : Actors.Device(s.Signal.Device);
}
