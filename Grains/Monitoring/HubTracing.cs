using System.Diagnostics;

namespace SafetyHub.Grains.Monitoring;

/// <summary>The hub's own traces.</summary>
public static class HubTracing
{
    /// <summary>Name of the source, for the host's exporter.</summary>
    public const string SourceName = "SafetyHub";

    /// <summary>Where activities start.</summary>
    public static ActivitySource Source { get; } = new(SourceName);
}
