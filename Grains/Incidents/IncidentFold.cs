using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>Folds entries into the projection. Total and free of policy: what was decided is in the entry, so any prefix replays to what was stored.</summary>
internal static class IncidentFold
{
    /// <summary>The projection after one more entry; the first must be <see cref="IncidentOpened"/>.</summary>
    public static IncidentState Apply(IncidentState? state, LoggedEntry logged)
    {
        if (state is null)
        {
            return logged.Entry is IncidentOpened opened
                ? Open(opened, logged.At)
                : throw new InvalidOperationException($"An incident cannot begin with {logged.Entry.GetType().Name}");
        }
        var next = Change(state, logged) with { Version = state.Version + 1, UpdatedAt = logged.At };
        return Renew(Remember(next, logged.Entry), logged);
    }

    private static IncidentState Open(IncidentOpened e, DateTimeOffset at) => new()
    {
        Id = e.Id,
        Category = e.Category,
        TitleKey = e.TitleKey,
        Subject = e.Subject,
        Severity = e.Severity,
        OpenedAt = at,
        UpdatedAt = at,
        Plan = e.Plan,
        PlanSeverity = e.Severity,
        IsTest = e.IsTest,
        ReporterKind = e.ReporterKind,
        Reporter = e.Reporter,
        Version = 1,
        Round = 1,
        RoundStartedAt = at,
        NextStepAt = at + e.Plan.Steps[0].After,
        VoiceDueAt = e.Speaks ? at : null,
    };

    private static IncidentState Change(IncidentState state, LoggedEntry logged) => logged.Entry switch
    {
        SignalJoined e => SignalFold.Join(state, e, logged.At),
        BecameReal e => SignalFold.BecomeReal(state, e, logged.At),
        DecisionExplained e => SignalFold.Explain(state, e),
        SeverityChanged e => SignalFold.Regrade(state, e, logged.At),
        ConditionCleared e => state.Because(logged.At, ReasonKeys.Cleared, e.SignalType) with { Condition = Condition.Cleared },
        ConditionReturned e => state.Because(logged.At, ReasonKeys.Returned, e.SignalType) with { Condition = Condition.Active },
        TakenBackByPerson e => state.Because(logged.At, ReasonKeys.TakenBack) with { TakenBackAt = e.SaidAt },
        PresenceReported => Attended(state.Because(logged.At, ReasonKeys.Presence), logged.At),
        InterventionReported => Attended(state.Because(logged.At, ReasonKeys.Intervention), logged.At),
        IncidentAcknowledged => HandlingFold.Own(state, logged.Actor),
        AcknowledgementLapsed e => HandlingFold.Release(state.Because(logged.At, ReasonKeys.Lapsed, e.Owner)),
        AcknowledgementReturned e => HandlingFold.Release(state.Because(logged.At, ReasonKeys.GivenBack, e.Owner)),
        IncidentAssigned e => state with { Assignee = e.Assignee },
        ProgressReported e => state with { Progress = e.Progress },
        NoteAdded => state,
        IncidentShelved e => HandlingFold.Shelve(state, e),
        ShelvingEnded e => Attended(HandlingFold.Unshelve(state, e, logged.At), logged.At),
        IncidentResolved e => HandlingFold.Resolve(state, e, logged.At),
        AlertDelivered e => state with { Alerts = state.Alerts.With(new SettledAlert(e.AlertId, true), IncidentState.MaxRemembered) },
        AlertFailed e => HandlingFold.Fail(state, e, logged.At),
        _ => PlanFold.Change(state, logged),
    };

    private static IncidentState Remember(IncidentState state, IncidentEntry entry) => entry.Command is not { } command
        ? state
        : state with { Keys = state.Keys.With(new KeyOutcome(command.Key, command.Name, state.Version), IncidentState.MaxRemembered) };

    /// <summary>Every act of the owner renews the acknowledgement.</summary>
    private static IncidentState Renew(IncidentState state, LoggedEntry logged) =>
        logged.Actor == state.Assignee ? Attended(state, logged.At) : state;

    /// <summary>While it is shelved the owner is meant to do nothing, so nothing lapses then.</summary>
    private static IncidentState Attended(IncidentState state, DateTimeOffset at) =>
        state is { IsOpen: true, IsAcknowledged: true, IsShelved: false }
            ? state with { AcknowledgedUntil = at + state.Plan.AcknowledgementLapsesAfter }
            : state;

    /// <summary>Adds a reason.</summary>
    public static IncidentState Because(this IncidentState state, DateTimeOffset at, string key, params string[] arguments) =>
        state with { Reasons = state.Reasons.WithReason(new IncidentReason(key, arguments, at)) };
}
