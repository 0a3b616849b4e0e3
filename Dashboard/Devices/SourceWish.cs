using SafetyHub.Dashboard.Api;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>What somebody wants a camera's source to be. What is null stays as it is, or takes its default where nothing was set.</summary>
internal sealed record SourceWish
{
    public CameraUrl? Url { get; init; }
    public double? FramesPerSecond { get; init; }
    public IReadOnlyList<CameraZone>? Zones { get; init; }
    public int? AnalysisWidth { get; init; }
    public CameraTransport? Transport { get; init; }
    public CameraReading? Reading { get; init; }
    public CameraDecoding? Decoding { get; init; }
    public CameraUrl? SubUrl { get; init; }
    public bool DropSubUrl { get; init; }
}
