using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Answers;

/// <summary>How it is in a home at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Doing">What the person does; meaningless for somebody on the floor.</param>
/// <param name="Emergency">What is truly wrong, or null.</param>
/// <param name="WithChild">A child is there.</param>
internal readonly record struct Moment(TimeSpan At, Doing Doing, Emergency? Emergency, bool WithChild);
