namespace SafetyHub.Town.World.Rhythms;

/// <summary>A stay elsewhere overnight.</summary>
/// <param name="From">The person leaves.</param>
/// <param name="To">The person is back.</param>
/// <param name="Doing">Away or in hospital.</param>
/// <param name="EnteredAt">When somebody enters it at the hub; null = nobody does.</param>
internal sealed record Stay(TimeSpan From, TimeSpan To, Doing Doing, TimeSpan? EnteredAt);
