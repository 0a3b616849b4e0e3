using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>What the analysis of any picture needs.</summary>
internal record SceneParts(VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger)
{
    /// <summary>Reads postures; loaded once, by whoever asks first.</summary>
    public Lazy<IPostureReader> Posture { get; } = new(() => PostureModel.LoadOrNone(Options.CacheDirectory, Logger));

    /// <summary>Frees what was loaded. Nobody may be asking any more.</summary>
    public void Free()
    {
        if (Posture.IsValueCreated)
            (Posture.Value as IDisposable)?.Dispose();
    }
}

/// <summary>What all cameras of a bridge share.</summary>
internal sealed record PipelineParts(
    VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger, AnalysisScheduler Scheduler, ObservationOutbox Outbox)
    : SceneParts(Options, Metrics, Time, Logger);
