using SafetyHub.Incidents;

namespace SafetyHub.Grains.Devices;

/// <summary>A camera's watch as it is stored.</summary>
internal sealed class StoredWatch
{
    public int Version { get; set; }
    public StoredZone[] Zones { get; set; } = [];
    public StoredLine[] Lines { get; set; } = [];
    public StoredBehaviour[] Behaviours { get; set; } = [];
    public StoredHours[] PrivacyHours { get; set; } = [];
}

/// <summary>A line as it is stored: x and y of its two ends.</summary>
internal sealed class StoredLine
{
    public string Name { get; set; } = "";
    public double[] Points { get; set; } = [];
}

/// <summary>A behaviour's setting as it is stored.</summary>
internal sealed class StoredBehaviour
{
    public string Type { get; set; } = "";
    public string[] Areas { get; set; } = [];
    public Severity? Severity { get; set; }
    public StoredHours[] Hours { get; set; } = [];
    public string? Options { get; set; }
}

/// <summary>Weekly hours as they are stored: minutes since midnight.</summary>
internal sealed class StoredHours
{
    public DayOfWeek[] Days { get; set; } = [];
    public int From { get; set; }
    public int To { get; set; }
}
