namespace SafetyHub.Town.World.Hub;

/// <summary>What an incident is about.</summary>
internal enum Concern
{
    Sos,
    Fall,
    Fire,
    Distress,
    Inactivity,
    CheckIn,
    Routine,
    Mood,
    /// <summary>Away longer than expected, or gone at an odd hour.</summary>
    Absence,
    /// <summary>A device that is silent or broken: about the equipment, not the person.</summary>
    Equipment,
    /// <summary>Anything else.</summary>
    Other,
}
