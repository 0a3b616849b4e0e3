using SafetyHub.Town.World.Emergencies;
using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Rhythms;

namespace SafetyHub.Judge.Scoring;

/// <summary>What one home adds to a hub's score.</summary>
internal sealed record HomeScore
{
    /// <summary>The emergency and what became of it, or null.</summary>
    public EmergencyScore? Emergency { get; init; }

    /// <summary>Incidents about the person that reached a human.</summary>
    public int Incidents { get; init; }

    /// <summary>Those that no emergency covers.</summary>
    public int FalseIncidents => False.Count;

    /// <summary>What they were.</summary>
    public IReadOnlyList<FalseIncident> False { get; init; } = [];

    /// <summary>False incidents from 22:00 to 06:00 that a human could not leave until the morning.</summary>
    public int NightWakings { get; init; }

    /// <summary>Incidents about the equipment.</summary>
    public int EquipmentIncidents { get; init; }

    public int Questions { get; init; }

    public int QuestionsIntoSleep { get; init; }

    /// <summary>Judged days.</summary>
    public double Days { get; init; }

    /// <summary>Judged days outside an emergency and the stay in hospital after it.</summary>
    public double OrdinaryDays { get; init; }
}

/// <summary>An incident that no emergency covers.</summary>
/// <param name="Concern">What it was about.</param>
/// <param name="Grade">How bad it said it was.</param>
/// <param name="Doing">What the person did instead.</param>
/// <param name="AtNight">From 22:00 to 06:00.</param>
internal readonly record struct FalseIncident(Concern Concern, Grade Grade, Doing Doing, bool AtNight);

/// <summary>What became of an emergency.</summary>
/// <param name="Emergency">The emergency.</param>
/// <param name="ToIncident">From its begin to the first incident that leads to it; null = none.</param>
/// <param name="ToHuman">From its begin until a human looks; null = never.</param>
/// <param name="Missed">Why it was not found in time; null = it was.</param>
internal sealed record EmergencyScore(Emergency Emergency, TimeSpan? ToIncident, TimeSpan? ToHuman, string? Missed);
