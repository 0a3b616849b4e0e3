using SafetyHub.Grains.Risk;
using SafetyHub.Incidents;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Residents;

/// <summary>A person's story as caseworkers see it.</summary>
internal static class RiskViews
{
    public static ResidentRisk Of(PersonStory story, PersonalThresholds? thresholds, DateTimeOffset now)
    {
        var memory = story.Memory;
        var question = memory.Question is { } open
            ? new OpenQuestion(open.Device, open.Attempt, open.Attempts, At(open.AskedAt), At(open.Until)) : null;
        return new ResidentRisk(
            story.Rules.Name, memory.LastSign > 0 ? At(memory.LastSign) : null, memory.Watchers.Values.Any(watcher => watcher.SilentSince == 0), story.NextDue,
            memory.Rhythm.Learnt / 24, story.UsualQuiet(now)?.TotalHours,
            [.. memory.Concerns.Select(concern => new ResidentConcern(concern.Category, Math.Round(story.ScoreOf(concern, now), 1), concern.Raised, Reasons(story, concern.Evidence.Select(e => (e.Rule, e.At)))))],
            question,
            [.. memory.Decisions.AsEnumerable().Reverse().Select(decision => new QuietDecision(
                decision.Id, At(decision.At), decision.Category, (QuietOutcome)decision.Outcome, decision.Score,
                Reasons(story, decision.Rules.Select(rule => (rule, decision.At))), decision.OverriddenBy))],
            thresholds);
    }

    private static List<IncidentReason> Reasons(PersonStory story, IEnumerable<(string Rule, long At)> rules) =>
        [.. rules.Distinct().Select(rule => story.Rules.TextOf(rule.Rule) is { } text
            ? new IncidentReason(RiskReasons.Rule, [text.Why.Ko, text.Why.En], At(rule.At))
            : new IncidentReason(RiskReasons.Other, [rule.Rule], At(rule.At)))];

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);
}
