using SafetyHub.Incidents;

namespace SafetyHub.Grains.Signals;

/// <summary>What a signal does, after its row and its data were read.</summary>
/// <param name="Rule">The row.</param>
/// <param name="Effect">What it does.</param>
/// <param name="Severity">Severity it asks for.</param>
/// <param name="Clears">Incidents whose condition it ends.</param>
/// <param name="SayKey">Key of the sentence the device says, or null.</param>
internal readonly record struct SignalDecision(
    EventRule Rule, EventEffect Effect, Severity Severity, IReadOnlyList<IncidentCategory> Clears, string? SayKey)
{
    /// <summary>True when it opens an incident or joins one as a condition.</summary>
    public bool Opens => Effect is EventEffect.Raise or EventEffect.Set;
}
