using Microsoft.Extensions.Logging;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>What the analysis of any picture needs.</summary>
internal record SceneParts(VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger);

/// <summary>What all cameras of a bridge share.</summary>
internal sealed record PipelineParts(
    VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger, AnalysisScheduler Scheduler, ObservationOutbox Outbox)
    : SceneParts(Options, Metrics, Time, Logger);
