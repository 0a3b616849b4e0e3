using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <summary>Something that was suspected and did not need a human, with the reasons for which it did not.</summary>
public sealed class RiskDecision
{
    /// <summary>Its id, unique per person.</summary>
    public string Id { get; set; } = "";
    /// <summary>When, UTC in whole seconds since 1970.</summary>
    public long At { get; set; }
    /// <summary>What was suspected.</summary>
    public IncidentCategory Category { get; set; }
    /// <summary>What came of it.</summary>
    public RiskOutcome Outcome { get; set; }
    /// <summary>Weight of the suspicion then.</summary>
    public double Score { get; set; }
    /// <summary>Names of the rules that spoke for and against it, at most 4.</summary>
    public List<string> Rules { get; set; } = [];
    /// <summary>Who overrode it, or null.</summary>
    public string? OverriddenBy { get; set; }
}

/// <summary>What came of a suspicion that no incident shows.</summary>
public enum RiskOutcome
{
    /// <summary>The person said that all is well.</summary>
    SaidOk = 1,
    /// <summary>Another device showed that all is well.</summary>
    Relieved = 2,
    /// <summary>It was too little to wake somebody at night.</summary>
    WaitedAtNight = 3,
}
