namespace SafetyHub.Town.World.Rhythms;

/// <summary>Somebody goes through the front door.</summary>
/// <param name="At">Since the run's first midnight.</param>
/// <param name="ByResident">False for visitors.</param>
internal readonly record struct Passage(TimeSpan At, bool ByResident);
