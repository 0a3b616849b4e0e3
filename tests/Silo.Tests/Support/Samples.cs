using SafetyHub.Alerts;
using SafetyHub.Escalation;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Silo.Tests.Support;

internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly IncidentId Incident = IncidentId.Parse("inc_" + new string('a', 26));

    public static AlertOrder Order(AlertChannel channel, string recipient, string id = "alert-1", TimeSpan? lasts = null) => new(
        id, Incident, channel, recipient, StepTarget.CaseworkerOnDuty, Severity.Critical, "fall", "deogyang", "ko", null, Noon, Noon + (lasts ?? TimeSpan.FromMinutes(10)));

    public static IncidentSnapshot Snapshot(bool test = false, Outcome? outcome = null) => new(
        Incident, IncidentCategory.Fall, "fall", Severity.Critical, Condition.Active, Handling.Unacknowledged, null,
        new SubjectSummary(new SubjectRef(SubjectKind.Resident, "kim-301"), "김영자", "deogyang"), Noon, Noon, 1, [], [],
        new EscalationStatus("default", 1, 1, StepTarget.OperatorDesk, Noon), null, null, outcome, null, false, test, ResponderProgress.None, [], 1, 1);
}
