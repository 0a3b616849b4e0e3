namespace SafetyHub.Judge.Scoring;

/// <summary>How one hub did, in the names of the JSON.</summary>
internal sealed record HubResult
{
    public required int Emergencies { get; init; }
    public required int Found { get; init; }
    public required IReadOnlyList<MissedEmergency> Missed { get; init; }
    public required Spread SecondsToIncident { get; init; }
    public required int HumanIncidents { get; init; }
    public required double FalseIncidentsPerResidentMonth { get; init; }
    public required double Precision { get; init; }
    public required double FalseNightWakingsPerResidentYear { get; init; }
    public required double QuestionsPerResidentDay { get; init; }
    public required Spread SecondsToHuman { get; init; }

    /// <summary>Precision with emergencies as often as in the run: what a reader of the run's incidents sees, not what life would show.</summary>
    public required double PrecisionInRun { get; init; }

    /// <summary>Emergencies of which a call, a fire or a fall signal reached the hub.</summary>
    public required int ReportedEmergencies { get; init; }

    /// <summary>Those of them that were not found in time.</summary>
    public required int ReportedMissed { get; init; }

    public required double QuestionsIntoSleepPerResidentYear { get; init; }
    public required double EquipmentIncidentsPerResidentMonth { get; init; }
    public required IReadOnlyList<KindResult> ByKind { get; init; }
    public required IReadOnlyList<FalseKind> FalseByConcern { get; init; }
}

/// <summary>An emergency that was not found in time.</summary>
/// <param name="Kind">sos, fire, fall, collapse, decline, wandering or self-harm.</param>
/// <param name="Why">What happened instead.</param>
internal sealed record MissedEmergency(string Kind, string Why);

/// <summary>What false incidents were about.</summary>
/// <param name="Concern">What about.</param>
/// <param name="Severity">With which severity they opened.</param>
/// <param name="While">What the person did: asleep, awake, nap, out, away (overnight) or hospital.</param>
/// <param name="PerResidentMonth">How many in 30 ordinary days of a resident.</param>
/// <param name="ShareAtNight">Share of them from 22:00 to 06:00.</param>
internal sealed record FalseKind(string Concern, string Severity, string While, double PerResidentMonth, double ShareAtNight);

/// <summary>How one kind of emergency was found.</summary>
internal sealed record KindResult(string Kind, int Emergencies, int Found, Spread SecondsToHuman);
