namespace SafetyHub.Town.World.Rhythms;

/// <summary>A day between two nights.</summary>
/// <param name="Midnight">Its begin.</param>
/// <param name="GetsUp">The person gets up.</param>
/// <param name="GoesToBed">The person goes to bed.</param>
internal readonly record struct Waking(TimeSpan Midnight, TimeSpan GetsUp, TimeSpan GoesToBed);
