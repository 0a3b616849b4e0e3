namespace SafetyHub.Town.World.Hub;

/// <summary>How bad an incident is, in the words of the device contract.</summary>
internal enum Grade
{
    /// <summary>A look today.</summary>
    Low = 1,
    /// <summary>A look this hour.</summary>
    Medium = 2,
    /// <summary>A person within minutes.</summary>
    High = 3,
    /// <summary>A person now.</summary>
    Critical = 4,
}
