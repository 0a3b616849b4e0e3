using SafetyHub.Judge.Scoring;

namespace SafetyHub.Judge.Running;

/// <summary>The result of a run, in the names of the JSON.</summary>
internal sealed record JudgeResult(
    long Seed, int Residents, int Days, HubResult Hub, HubResult PageEverything, HubResult Ladder, int LeadInDays, string FirstDay, string Rules);
