using System.Diagnostics;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>What happens to one camera's frame: gate, search for people, tracks, behaviours, observation. One thread at a time.</summary>
internal sealed class SceneAnalysis(string cameraId, PipelineParts parts) : IDisposable
{
    // Detections down to this share of the threshold keep a track alive.
    private const float WeakShare = 0.6f;
    private readonly MotionGate _gate = new();
    private readonly DetectionSchedule _schedule = new(parts.Options.StillCheckInterval, parts.Options.IdleCheckInterval);
    private readonly IBehaviour[] _behaviours = [new Intrusion(parts.Options.IntrusionFrames, parts.Options.IntrusionRearm)];
    private readonly List<Sighting> _detections = [];
    private readonly List<Finding> _findings = [];
    private PersonTracker? _tracker;

    public RateMeter Searches { get; } = new(parts.Time);

    public void Analyse(VideoFrame frame, CameraAssignment camera, IDetectionLane lane, ChosenModel model)
    {
        var threshold = (float)model.Detector.Manifest.Threshold;
        _tracker ??= new PersonTracker(threshold, parts.Options.TrackConfirmHits, parts.Options.TrackLostAfter);
        var gateStarted = Stopwatch.GetTimestamp();
        var reading = _gate.Observe(frame.Picture);
        parts.Metrics.Stage("gate", gateStarted);
        if (!_schedule.ShouldSearch(reading, _tracker.Tracks.Count > 0, _tracker.Uncertain, frame.At))
            return;
        var searchStarted = Stopwatch.GetTimestamp();
        lane.Detect(frame.Picture, threshold * WeakShare, _detections);
        parts.Metrics.Stage("detect", searchStarted);
        Searches.Mark();
        Follow(_tracker, frame, camera, model);
    }

    public void Dispose() => _gate.Dispose();

    private void Follow(PersonTracker tracker, VideoFrame frame, CameraAssignment camera, ChosenModel model)
    {
        var started = Stopwatch.GetTimestamp();
        tracker.Update(_detections, frame.At);
        _findings.Clear();
        var scene = new Scene(frame.At, tracker.Tracks, camera.Zones);
        foreach (var behaviour in _behaviours)
            behaviour.Observe(scene, _findings);
        foreach (var finding in _findings)
            parts.Outbox.Add(Observation(finding, frame, model));
        parts.Metrics.Stage("follow", started);
    }

    private CameraObservation Observation(Finding finding, VideoFrame frame, ChosenModel model)
    {
        var reduced = model.ReducedAccuracyReason is not null;
        return new CameraObservation
        {
            ObservationId = Guid.CreateVersion7(frame.At).ToString("N"),
            CameraId = cameraId,
            At = frame.At,
            Type = finding.Type,
            Confidence = Math.Round(finding.Confidence, 3),
            Zone = finding.Zone?.Id,
            Track = finding.Track.Id,
            Box = finding.Track.Box,
            Still = StillRenderer.Marked(frame.Picture, finding.Track.Box, finding.Zone, parts.Options.JpegQuality),
            PlainStill = StillRenderer.Plain(frame.Picture, parts.Options.JpegQuality),
            Reasons = reduced ? [.. finding.Reasons, new ObservationReason(ObservationReason.ReducedAccuracy, 1)] : finding.Reasons,
            Model = model.Detector.Manifest.Name,
        };
    }
}
