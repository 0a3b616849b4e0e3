using Microsoft.Extensions.Logging;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>What all cameras of a bridge share.</summary>
internal sealed record PipelineParts(
    VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger, AnalysisScheduler Scheduler, ObservationOutbox Outbox);
