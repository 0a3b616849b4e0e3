namespace SafetyHub.Town.World.Emergencies;

/// <summary>Kinds of true emergency.</summary>
internal enum EmergencyKind
{
    /// <summary>Acutely ill or in pain, and calls.</summary>
    Sos,
    Fire,
    /// <summary>Fell and cannot get up.</summary>
    Fall,
    /// <summary>Unconscious.</summary>
    Collapse,
    /// <summary>Eats, moves and speaks less from day to day.</summary>
    Decline,
    /// <summary>Left the home confused.</summary>
    Wandering,
    SelfHarm,
}
