namespace SafetyHub.Town.World.Rhythms;

/// <summary>Visitors in the home.</summary>
/// <param name="From">They come.</param>
/// <param name="To">They leave.</param>
/// <param name="WithChild">A child is with them.</param>
internal sealed record Visit(TimeSpan From, TimeSpan To, bool WithChild);
