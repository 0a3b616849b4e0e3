namespace SafetyHub.Grains.Devices;

/// <summary>What is kept of a camera's condition: the faults that became events, and how long its place was not seen.</summary>
internal sealed class StoredUpkeep
{
    public StoredFault[] Faults { get; set; } = [];
    /// <summary>When somebody last set the camera by its present view; a movement found before is over.</summary>
    public DateTimeOffset? ViewAcceptedAt { get; set; }
    /// <summary>Newest first, at most 31.</summary>
    public List<StoredUnseen> Unseen { get; set; } = [];
}

/// <summary>A fault as it is stored.</summary>
internal sealed class StoredFault
{
    public string Code { get; set; } = "";
    public DateTimeOffset Since { get; set; }
    public string Reason { get; set; } = "";
    public double Value { get; set; }
}

/// <summary>Seconds of a day, as the number of the day.</summary>
internal sealed class StoredUnseen
{
    public int Day { get; set; }
    public double Seconds { get; set; }
}
