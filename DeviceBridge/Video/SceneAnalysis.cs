using System.Diagnostics;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// What happens to one camera's frame: gate, search for people, tracks, behaviours, observation. One thread at a time.
/// Its only clock is the frames' own time, so the same frames give the same observations.
/// </summary>
internal sealed class SceneAnalysis(string cameraId, SceneParts parts, Action<CameraObservation> report) : IDisposable
{
    // Detections are read down to this share of the threshold; the tracker takes no more of them than it can trust.
    private const float FloorShare = 0.3f;
    private readonly MotionGate _gate = new();
    private readonly DetectionSchedule _schedule = new(parts.Options.StillCheckInterval, parts.Options.IdleCheckInterval);
    private readonly BehaviourSet _behaviours = new(cameraId, parts.Metrics, parts.Logger);
    private readonly LaneSearch _search = new();
    private readonly List<Sighting> _detections = [];
    private readonly List<RatedFinding> _findings = [];
    private readonly SceneMasks _masks = new(parts.Privacy, new MaskBook(parts.MasksKept));
    private PersonTracker? _tracker;
    private bool _followsSomebody;

    /// <summary>Where people were lately.</summary>
    public MaskBook Masks => _masks.Book;

    public RateMeter Searches { get; } = new(parts.Time);

    /// <summary>True when the last frame was searched for people.</summary>
    public bool Searched { get; private set; }

    /// <summary>What the last search found, surest first, down to what nobody acts on.</summary>
    public IReadOnlyList<Sighting> Sightings => _detections;

    /// <summary>The people of the last frame.</summary>
    public IReadOnlyList<Track> Tracks => _tracker?.Tracks ?? [];

    /// <summary>True while at least one confirmed person is followed. Safe from any thread.</summary>
    public bool FollowsSomebody => Volatile.Read(ref _followsSomebody);

    /// <summary>What of the watch cannot be done.</summary>
    public IReadOnlyList<string> WatchFaults => _behaviours.Faults;

    public void Analyse(VideoFrame frame, CameraAssignment camera, IDetectionLane lane, ChosenModel model)
    {
        var threshold = (float)model.Detector.Manifest.Threshold;
        _tracker ??= new PersonTracker(threshold, parts.Options.TrackConfirmHits, parts.Options.TrackLostAfter);
        _tracker.StartScore = threshold; // another model may have taken over
        var gateStarted = Stopwatch.GetTimestamp();
        var reading = _gate.Observe(frame.Picture);
        parts.Metrics.Stage("gate", gateStarted);
        Searched = _schedule.ShouldSearch(reading, _tracker.Tracks.Count > 0, _tracker.Uncertain, frame.At);
        if (Searched)
            Search(_tracker, frame, lane, threshold * FloorShare);
        _masks.Take(frame.At, _tracker.Tracks, Searched ? _detections : [], _gate.Mask);
        _search.Use(lane, threshold);
        Watch(_tracker, frame, camera, model);
    }

    public void Dispose()
    {
        _gate.Dispose();
        _behaviours.Dispose();
    }

    private void Search(PersonTracker tracker, VideoFrame frame, IDetectionLane lane, float floor)
    {
        var started = Stopwatch.GetTimestamp();
        // The gate has often just made the picture in the very size that the model wants.
        lane.Detect(lane.SizeFor(frame.Picture.Size()) == _gate.Small.Size() ? _gate.Small : frame.Picture, floor, _detections);
        parts.Metrics.Stage("detect", started);
        Searches.Mark();
        var following = Stopwatch.GetTimestamp();
        tracker.Update(_detections, frame.At);
        Volatile.Write(ref _followsSomebody, tracker.FollowsSomebody);
        parts.Metrics.Stage("follow", following);
    }

    private void Watch(PersonTracker tracker, VideoFrame frame, CameraAssignment camera, ChosenModel model)
    {
        var started = Stopwatch.GetTimestamp();
        _findings.Clear();
        _behaviours.Follow(camera.Watch);
        _behaviours.Observe(new Scene { At = frame.At, Searched = Searched, Tracks = tracker.Tracks, Picture = frame.Picture, Motion = _gate.Mask, Search = _search, Posture = parts.Posture.Value }, _findings);
        var plain = _findings.Count > 0 ? StillRenderer.Plain(frame.Picture, parts.Options.JpegQuality) : [];
        foreach (var finding in _findings)
            report(Observation(finding, frame, plain, model));
        parts.Metrics.Stage("behaviours", started + _search.Spent);
        if (_search.Spent > 0)
            parts.Metrics.Stage("look", Stopwatch.GetTimestamp() - _search.Spent);
    }

    private CameraObservation Observation(RatedFinding rated, VideoFrame frame, byte[] plain, ChosenModel model)
    {
        var finding = rated.Finding;
        var reduced = model.ReducedAccuracyReason is not null;
        using var shown = _masks.Masked(frame.Picture, frame.At, finding.Box);
        return new CameraObservation
        {
            ObservationId = Guid.CreateVersion7(frame.At).ToString("N"),
            CameraId = cameraId,
            At = frame.At,
            Type = rated.Type,
            Severity = rated.Severity,
            IsHint = rated.IsHint,
            Ends = finding.Ends,
            Confidence = Math.Round(Math.Clamp(finding.Confidence, 0, 1), 3),
            Zone = finding.Area,
            Track = finding.Track,
            Box = finding.Box,
            Still = StillRenderer.Marked(shown, finding.Box, finding.Zone is { IsWholePicture: false } zone ? zone : null, parts.Options.JpegQuality),
            PlainStill = plain,
            Reasons = reduced ? [.. finding.Reasons, new ObservationReason(ObservationReason.ReducedAccuracy, 1)] : finding.Reasons,
            Model = model.Detector.Manifest.Name,
        };
    }
}
