using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Town.World.Playing;

/// <summary>People were told something about a home.</summary>
/// <param name="At">When the incident was opened or became more severe.</param>
/// <param name="Concern">What about.</param>
/// <param name="Grade">How bad.</param>
/// <param name="Opens">True when it was a new incident.</param>
/// <param name="LooksAt">When a human looks at it.</param>
/// <param name="Doing">What the person truly did then.</param>
internal readonly record struct ToldEntry(TimeSpan At, Concern Concern, Grade Grade, bool Opens, TimeSpan LooksAt, Doing Doing);
