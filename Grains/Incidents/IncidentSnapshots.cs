using SafetyHub.Escalation;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>The projection as the outside sees it.</summary>
internal static class IncidentSnapshots
{
    public static IncidentSnapshot ToSnapshot(this IncidentState s, long change) => new(
        s.Id, s.Category, s.TitleKey, s.Severity, s.Condition, s.Handling, s.Assignee, s.Subject, s.OpenedAt, s.UpdatedAt,
        s.SignalCount, s.Signals, s.Reasons,
        new EscalationStatus(s.Plan.Name, s.Step, s.Round, s.LastTarget, s.NextStepAt),
        s.AcknowledgedUntil, s.ShelvedUntil, s.Outcome, s.ResolvedAt,
        TakenBack: s.TakenBackAt is not null, s.IsTest, s.Progress, s.Evidence, s.Version, change)
    {
        WouldChange = s.WouldChange,
    };
}
