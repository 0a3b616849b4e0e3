using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.People;

/// <summary>A resident of the town.</summary>
/// <param name="Age">Years.</param>
/// <param name="HardOfHearing">Misses many questions.</param>
/// <param name="Dementia">May wander.</param>
/// <param name="LowMood">Speaks in a low mood often.</param>
/// <param name="HasPet">A cat or a dog moves about.</param>
/// <param name="Habits">How the days go.</param>
internal sealed record Person(int Age, bool HardOfHearing, bool Dementia, bool LowMood, bool HasPet, Habits Habits);
