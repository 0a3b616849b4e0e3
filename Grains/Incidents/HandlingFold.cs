using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>How people's acts change the projection.</summary>
internal static class HandlingFold
{
    public static IncidentState Own(IncidentState state, string owner) => state with
    {
        Handling = Handling.Acknowledged,
        Assignee = owner,
        SeverityAtAcknowledgement = state.Severity,
        Progress = state.IsAcknowledged && state.Assignee == owner ? state.Progress : ResponderProgress.None,
        NextStepAt = null,
    };

    public static IncidentState Release(IncidentState state) => state with
    {
        Handling = Handling.Unacknowledged,
        Assignee = null,
        AcknowledgedUntil = null,
        SeverityAtAcknowledgement = null,
        Progress = ResponderProgress.None,
    };

    public static IncidentState Shelve(IncidentState state, IncidentShelved e) => state with
    {
        ShelvedUntil = e.Until,
        SeverityWhenShelved = state.Severity,
        NextStepAt = null,
        AcknowledgedUntil = null,
    };

    public static IncidentState Unshelve(IncidentState state, ShelvingEnded e, DateTimeOffset at)
    {
        var next = state with { ShelvedUntil = null, SeverityWhenShelved = null };
        return e.Why == ShelvingEnd.Severity ? next.Because(at, ReasonKeys.ShelvingEndedBySeverity) : next;
    }

    public static IncidentState Resolve(IncidentState state, IncidentResolved e, DateTimeOffset at) => state with
    {
        Outcome = e.Outcome,
        ResolvedAt = at,
        NextStepAt = null,
        AcknowledgedUntil = null,
        ShelvedUntil = null,
        SeverityWhenShelved = null,
        VoiceDueAt = null,
    };

    public static IncidentState Fail(IncidentState state, AlertFailed e, DateTimeOffset at) =>
        state.Because(at, ReasonKeys.AlertFailed, e.Channel.ToString(), e.Recipient) with
        {
            Alerts = state.Alerts.With(new SettledAlert(e.AlertId, false), IncidentState.MaxRemembered),
        };
}
