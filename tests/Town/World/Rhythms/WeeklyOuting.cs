namespace SafetyHub.Town.World.Rhythms;

/// <summary>An outing of each week.</summary>
/// <param name="Day">The day.</param>
/// <param name="At">Usual time of leaving.</param>
/// <param name="Length">Usual length.</param>
internal sealed record WeeklyOuting(DayOfWeek Day, TimeSpan At, TimeSpan Length);
