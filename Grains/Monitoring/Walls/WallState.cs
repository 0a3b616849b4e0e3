namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>What a wall keeps over a restart. Plain and settable: fields are only ever added.</summary>
internal sealed class WallState
{
    /// <summary>Number of tiles somebody set, or null for the default.</summary>
    public int? Size { get; set; }

    public List<StoredPin> Pins { get; set; } = [];

    public List<StoredDismissal> Dismissals { get; set; } = [];

    /// <summary>Minutes (of .NET ticks) at which each camera was last on the wall, for the tour to go on where it was.</summary>
    public Dictionary<string, long> ShownMinutes { get; set; } = [];

    /// <summary>Minutes (of .NET ticks) at which a person last looked at a camera.</summary>
    public Dictionary<string, long> LookedMinutes { get; set; } = [];
}

/// <summary>A pin as it is stored.</summary>
internal sealed class StoredPin
{
    public string Camera { get; set; } = "";
    public string By { get; set; } = "";
    public DateTimeOffset At { get; set; }
}

/// <summary>A dismissal as it is stored.</summary>
internal sealed class StoredDismissal
{
    public string Camera { get; set; } = "";
    public string By { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public DateTimeOffset Until { get; set; }
    public string Reason { get; set; } = "";
    /// <summary>Severity of what was dismissed, as its number; 0 for nothing: only what is more severe brings the camera back.</summary>
    public int Severity { get; set; }
}
