namespace SafetyHub.Town.World.Chance;

/// <summary>What a home's chance grows from.</summary>
/// <param name="Town">Seed of the town.</param>
/// <param name="Home">Number of the home, from 0.</param>
internal readonly record struct HomeSeed(long Town, int Home);
