using SafetyHub.Town.World.Homes;

namespace SafetyHub.Town.World.Rhythms;

/// <summary>One planned thing that a device would report.</summary>
/// <param name="At">Since the run's first midnight.</param>
/// <param name="By">The device that reports it; nothing happens where the home has none.</param>
/// <param name="Type">Event type of the device contract; for <see cref="Need.Due"/> its first word.</param>
/// <param name="Need">What must be so.</param>
internal sealed record Happening(TimeSpan At, DeviceRole By, string Type, Need Need)
{
    /// <summary>The event's data as JSON, or null.</summary>
    public string? Data { get; init; }

    /// <summary>0..1, or null.</summary>
    public double? Confidence { get; init; }
}
