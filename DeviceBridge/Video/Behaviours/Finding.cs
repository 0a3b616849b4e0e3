using SafetyHub.DeviceBridge.Video.Detection;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>What a behaviour recognised in this very frame.</summary>
/// <param name="Box">Where in the picture.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Reasons">What led to it.</param>
internal sealed record Finding(Box Box, double Confidence, IReadOnlyList<ObservationReason> Reasons)
{
    /// <summary>The person's track, null where it is not about one person.</summary>
    public long? Track { get; init; }

    /// <summary>The zone it happened in.</summary>
    public Zone? Zone { get; init; }

    /// <summary>The line it happened at.</summary>
    public Line? Line { get; init; }

    /// <summary>True when it says that what was reported before is over: it goes out as <c>{type}.ended</c>.</summary>
    public bool Ends { get; init; }

    /// <summary>Name of the zone or line as the operator wrote it; null for the whole picture.</summary>
    public string? Area => Line?.Id ?? (Zone is null || Zone.IsWholePicture ? null : Zone.Id);
}
