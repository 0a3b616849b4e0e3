using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What the pipeline made of one clip.</summary>
/// <param name="Clip">The clip.</param>
/// <param name="Alarms">What it raised, in order.</param>
/// <param name="Frames">Frames analysed.</param>
/// <param name="Score">Alarms against events.</param>
/// <param name="Missed">A picture from the middle of each missed event.</param>
internal sealed record ClipResult(
    LabelledClip Clip, IReadOnlyList<(CameraObservation Observation, TimeSpan At)> Alarms, int Frames, ClipScore Score, IReadOnlyDictionary<int, byte[]> Missed)
{
    /// <summary>How people were found, where they were marked.</summary>
    public required DetectionTally Detection { get; init; }

    /// <summary>How they were followed.</summary>
    public required TrackingTally Tracking { get; init; }
}

/// <summary>
/// Runs one clip through the pipeline of production, frame by frame, none dropped. The clock is the frames' own: frame n lies n / rate after
/// the start, so the same clip gives the same alarms on any machine.
/// </summary>
internal sealed class ClipRun(LabelledClip clip, EvaluationSetup setup) : IDisposable
{
    private const int MostPictures = 500;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly List<(CameraObservation Observation, TimeSpan At)> _alarms = [];
    private readonly Dictionary<int, byte[]> _eventPictures = [];
    private readonly DetectionTally _detection = new(setup.Threshold);
    private readonly TrackingTally _tracking = new();
    private SceneAnalysis? _analysis;
    private TimeSpan _now;
    private int _frames;

    // Marks are by the clip's own frames, so a marked clip is analysed at its own rate and every mark has its frame.
    private double Rate => clip.Truth is null ? setup.FramesPerSecond : clip.Facts.FramesPerSecond;

    public async Task<ClipResult> RunAsync(AlarmWindow window, IDetectionLane lane, CancellationToken cancellation)
    {
        _analysis = new SceneAnalysis(clip.File, setup.Parts, Keep);
        var address = CameraAddress.Parse("file:" + clip.Path);
        var size = clip.Facts.Size.ScaledTo(setup.AnalysisWidth);
        var camera = new CameraAssignment("evaluation", address, Math.Clamp(Rate, 0.2, 30), setup.AnalysisWidth, clip.Watch);
        await using var child = ChildProcess.Start(FfmpegCommand.Once(setup.Parts.Options, address, size, clip.Truth is null ? setup.FramesPerSecond : null), address, "");
        await using var stop = cancellation.Register(child.Kill);
        var frame = new FramePool(size, 1).TryRent()!;
        var decoding = TimeSpan.Zero;
        while (await child.RawOutput.ReadAtLeastAsync(frame.Memory, size.Bytes, throwOnEndOfStream: false, cancellation) == size.Bytes)
        {
            Analyse(frame, camera, lane);
            decoding = Longer(decoding, child.ProcessorTime); // once it has ended nobody can tell any more
        }
        await child.WaitForExitAsync(cancellation);
        setup.Stages.Add("decode", decoding);
        if (_frames == 0)
            throw new SourceException($"{clip.File}: no frame could be decoded. {child.LastWords}".TrimEnd());
        var score = ClipScore.Judge([.. _alarms.Select(alarm => (alarm.Observation.Type, alarm.At))], clip.Events, window);
        return new ClipResult(clip, _alarms, _frames, score, score.Missed.Where(_eventPictures.ContainsKey).ToDictionary(e => e, e => _eventPictures[e])) { Detection = _detection, Tracking = _tracking };
    }

    public void Dispose() => _analysis?.Dispose();

    // The report shows one picture of each; a behaviour gone wild must not fill the memory with them. That something is over is no alarm.
    private void Keep(CameraObservation alarm)
    {
        if (!alarm.Ends)
            _alarms.Add((alarm with { PlainStill = [], Still = _alarms.Count < MostPictures ? alarm.Still : [] }, _now));
    }

    private void Analyse(VideoFrame frame, CameraAssignment camera, IDetectionLane lane)
    {
        _now = TimeSpan.FromSeconds(_frames / Rate);
        frame.At = Start + _now;
        _analysis!.Analyse(frame, camera, lane, setup.Model);
        _frames++;
        setup.Progress.Advance(clip, TimeSpan.FromSeconds(1 / Rate));
        if (clip.Truth is { } truth && _frames <= truth.LastFrame)
            Compare(truth.Frame(_frames));
        for (var e = 0; e < clip.Events.Count; e++)
        {
            if (!_eventPictures.ContainsKey(e) && _now >= Middle(clip.Events[e]))
                _eventPictures[e] = StillRenderer.Plain(frame.Picture, setup.Parts.Options.JpegQuality);
        }
    }

    // Of the part that the clip shows.
    private TimeSpan Middle(LabelledEvent happening) => (happening.From + (happening.To < clip.Facts.Duration ? happening.To : clip.Facts.Duration)) / 2;

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private void Compare(IReadOnlyList<MarkedPerson> truth)
    {
        var seen = _analysis!.Tracks.Where(track => track.Confirmed && track.Misses == 0).ToList();
        _tracking.Add([.. seen.Select(track => (track.Id, track.Box))], truth);
        // Between two searches the pipeline's knowledge is its tracks.
        _detection.Add(_analysis.Searched ? _analysis.Sightings : [.. _analysis.Tracks.Select(track => new Sighting(track.Box, track.Score))], truth);
    }
}
