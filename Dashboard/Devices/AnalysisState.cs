using SafetyHub.Bridges;
using SafetyHub.Dashboard.Languages;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>What the camera page says about the analysis, from the scheduler, wherever the bridges run.</summary>
internal sealed class AnalysisState(ScheduleOverview overview)
{
    private readonly Dictionary<DeviceId, UnplacedReason> _unplaced = overview.IsSettling ? [] : overview.Unplaced.ToDictionary(camera => camera.Camera, camera => camera.Reason);

    /// <summary>True when there is something to analyse and nobody who can: no bridge, or none whose detector works.</summary>
    public bool IsDown => overview.Cameras > 0 && !overview.IsSettling && !overview.Living.Any(bridge => bridge.Detector.IsReady || bridge.Detector.Reason is null);

    /// <summary>True when a bridge detects with a fallback.</summary>
    public bool IsReduced => overview.Living.Any(bridge => bridge.Detector.ReducedAccuracy);

    /// <summary>The sentence about cameras that nobody analyses, or null.</summary>
    public string? Unplaced(Words words) => _unplaced.Count == 0 ? null : words.Format(
        "camera.unplaced", _unplaced.Count, overview.Living.Count(), Math.Round(overview.Living.Sum(bridge => bridge.Capacity), 1), Math.Round(overview.Load, 1));

    /// <summary>The sentence about bridges that were lost lately, or null.</summary>
    public string? Lost(Words words, DateTimeOffset now)
    {
        var lost = overview.Bridges.Count(bridge => bridge.State == BridgeState.Lost && now - bridge.LastHeartbeatAt < ShownFor);
        return lost == 0 ? null : words.Format("camera.bridge-lost", lost);
    }

    /// <summary>Why nobody analyses this camera, as a key of the words, or null.</summary>
    public string? ReasonKey(DeviceId camera) => _unplaced.TryGetValue(camera, out var reason) ? "unplaced." + (int)reason : null;

    private static TimeSpan ShownFor { get; } = TimeSpan.FromMinutes(10);
}
