using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Posture;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>What the analysis of any picture needs.</summary>
internal record SceneParts(VideoOptions Options, VideoMetrics Metrics, TimeProvider Time, ILogger Logger)
{
    /// <summary>What of people is masked.</summary>
    public PrivacyOptions Privacy { get; init; } = new();

    /// <summary>How long it is remembered where people were: as long as a clip of that time can still be made.</summary>
    public TimeSpan MasksKept { get; init; } = TimeSpan.FromMinutes(2);

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
    : SceneParts(Options, Metrics, Time, Logger)
{
    /// <summary>Makes clips; null where nothing is recorded.</summary>
    public ClipRecorder? Clips { get; init; }
}
