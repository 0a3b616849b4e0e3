using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Dashboard.Api;

/// <summary>How the hub sees a resident, in words.</summary>
public sealed record ResidentRiskView(
    string Rules, DateTimeOffset? LastSign, bool Observed, DateTimeOffset? NextLookAt, int DaysLearnt, double? UsualQuietHours,
    IReadOnlyList<ConcernView> Concerns, OpenQuestion? Question, IReadOnlyList<DecisionView> Decisions, PersonalThresholds? Thresholds)
{
    internal static ResidentRiskView Of(ResidentRisk risk, IIncidentWording words, CultureInfo culture) => new(
        risk.Rules, risk.LastSign, risk.Observed, risk.NextLookAt, risk.DaysLearnt, risk.UsualQuietHours,
        [.. risk.Concerns.Select(c => new ConcernView(c.Category, c.Score, c.Raised, [.. c.Reasons.Select(r => words.Reason(r, culture))]))],
        risk.Question,
        [.. risk.Decisions.Select(d => new DecisionView(d.Id, d.At, d.Category, d.Outcome, d.Score, [.. d.Reasons.Select(r => words.Reason(r, culture))], d.OverriddenBy))],
        risk.Thresholds);
}

/// <summary>A suspicion, in words.</summary>
public sealed record ConcernView(IncidentCategory Category, double Score, Severity? Raised, IReadOnlyList<string> Reasons);

/// <summary>Something that was suspected and woke nobody, in words.</summary>
public sealed record DecisionView(
    string Id, DateTimeOffset At, IncidentCategory Category, QuietOutcome Outcome, double Score, IReadOnlyList<string> Reasons, string? OverriddenBy);
