using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Figures of the video bridge, meter <c>SafetyHub.Video</c>.</summary>
internal sealed class VideoMetrics
{
    /// <summary>Name of the meter, for the exporter.</summary>
    public const string MeterName = "SafetyHub.Video";

    private readonly Counter<long> _frames;
    private readonly Counter<long> _drops;
    private readonly Counter<long> _restarts;
    private readonly Counter<long> _failures;
    private readonly Counter<long> _observations;
    private readonly Histogram<double> _stages;
    private readonly Counter<double> _unseen;

    public VideoMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        _frames = meter.CreateCounter<long>("safetyhub.video.frames", "{frame}", "Frames received from a camera.");
        _drops = meter.CreateCounter<long>("safetyhub.video.drops", "{frame}", "Frames thrown out for a newer one.");
        _restarts = meter.CreateCounter<long>("safetyhub.video.restarts", "{restart}", "Starts of a broken camera source.");
        _failures = meter.CreateCounter<long>("safetyhub.video.failures", "{failure}", "Unforeseen failures, by place.");
        _observations = meter.CreateCounter<long>("safetyhub.video.observations", "{observation}", "Observations, by outcome: delivered, retried, lost.");
        _stages = meter.CreateHistogram<double>("safetyhub.video.stage.duration", "ms", "Time of one frame in a stage: upkeep, gate, detect, follow, look (searches that a behaviour asked for), behaviours (without them).");
        _unseen = meter.CreateCounter<double>("safetyhub.video.unseen", "s", "Time in which a camera's place was not seen: no picture, blind or frozen.");
    }

    public void FrameReceived(string camera, bool dropped)
    {
        _frames.Add(1, Tag("camera", camera));
        if (dropped)
            _drops.Add(1, Tag("camera", camera));
    }

    public void SourceRestarted(string camera) => _restarts.Add(1, Tag("camera", camera));

    public void Unseen(string camera, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            _unseen.Add(time.TotalSeconds, Tag("camera", camera));
    }

    public void Failed(string place) => _failures.Add(1, Tag("place", place));

    public void Observation(string outcome, long count = 1) => _observations.Add(count, Tag("outcome", outcome));

    public void Stage(string stage, long startedAt) => _stages.Record(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds, Tag("stage", stage));

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
