using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Upkeep;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// One camera from its source to its observations. Its source runs by itself; <see cref="Analyse"/> is called by one worker at
/// a time, whenever the scheduler says so.
/// </summary>
internal sealed class CameraPipeline : IAsyncDisposable
{
    private static readonly TimeSpan UpkeepEvery = TimeSpan.FromSeconds(1);
    private static long _runs;
    private readonly long _run = Interlocked.Increment(ref _runs);
    private readonly PipelineParts _parts;
    private readonly CancellationTokenSource _stop = new();
    private readonly RingFolder? _ring;
    private readonly CameraSource _source;
    private readonly SceneAnalysis _analysis;
    private readonly SnapshotCache _snapshots;
    private readonly CameraUpkeep _upkeep;
    private readonly RateMeter _incoming;
    private readonly RateMeter _analysed;
    private readonly Lock _analysisLock = new();
    private CameraAssignment _camera;
    private Task _running = Task.CompletedTask;
    private ITimer? _upkeepTimer;
    private string? _analysisFailure;
    private long _analysisTicks;
    private bool _disposed;

    public CameraPipeline(CameraAssignment camera, PipelineParts parts)
    {
        (_camera, _parts) = (camera, parts);
        _upkeep = new CameraUpkeep(parts.Options, camera.Fps, camera.KnownFaults);
        _ring = parts.Clips?.RingOf(camera.CameraId);
        _source = new CameraSource(camera, parts.Options, parts.Metrics, parts.Time, parts.Logger, FrameArrived) { Ring = _ring, IsPrivate = IsPrivate, Look = Look };
        _analysis = new SceneAnalysis(camera.CameraId, parts, Report);
        _snapshots = new SnapshotCache(_source.Frames, _analysis.Masks, parts.Options, parts.Privacy, parts.Time);
        (_incoming, _analysed) = (new RateMeter(parts.Time), new RateMeter(parts.Time));
    }

    public CameraAssignment Camera => Volatile.Read(ref _camera);

    /// <summary>Owned by the scheduler: 1 while this camera stands in its queue or is being analysed.</summary>
    internal int Queued;

    public bool HasWork => _source.Frames.HasWaiting;

    public void Start()
    {
        _running = Task.Run(() => _source.RunAsync(_stop.Token));
        _upkeepTimer = _parts.Time.CreateTimer(_ => Upkeep(), null, UpkeepEvery, UpkeepEvery);
    }

    /// <summary>Takes over a changed watch without touching the source.</summary>
    public void Update(CameraAssignment camera)
    {
        var accepted = camera.Version != Camera.Version;
        Volatile.Write(ref _camera, camera);
        if (accepted)
            _upkeep.AcceptView();
    }

    public Snapshot? LatestSnapshot() => _snapshots.Latest();

    /// <summary>Analyses the newest frame, if one waits. Failures stay with this camera.</summary>
    public void Analyse(IDetectionLane lane, ChosenModel model)
    {
        lock (_analysisLock)
        {
            if (_disposed || _source.Frames.Take() is not { } frame)
                return;
            var started = Stopwatch.GetTimestamp();
            try
            {
                _analysis.Analyse(frame, Camera, lane, model);
                _analysed.Mark();
            }
            catch (Exception failure) // edge of the worker: one camera's trouble must not stop the others
            {
                _analysisFailure = failure.Message;
                _parts.Metrics.Failed("analysis");
                _parts.Logger.LogError(failure, "Camera {Camera}: a frame could not be analysed and was skipped.", _camera.CameraId);
            }
            finally
            {
                frame.Release();
                Interlocked.Add(ref _analysisTicks, Stopwatch.GetElapsedTime(started).Ticks);
            }
        }
    }

    public CameraHealth Health()
    {
        var status = _source.Status;
        return new CameraHealth(
            Camera.CameraId, Camera.Address.ToString(), status.State, status.LastFrameAt,
            _incoming.PerSecond(), _analysed.PerSecond(), _analysis.Searches.PerSecond(),
            status.Drops, status.Restarts, status.LastFailure ?? _analysisFailure, _analysis.WatchFaults,
            status.ProcessorTime, TimeSpan.FromTicks(Interlocked.Read(ref _analysisTicks)))
        {
            Run = _run,
            Epoch = Camera.Epoch,
            Version = Camera.Version,
            Faults = _upkeep.Faults,
            Unseen = _upkeep.Unseen,
            Decoding = status.Decoding,
            DecodingReason = status.DecodingReason,
        };
    }

    public async ValueTask DisposeAsync()
    {
        if (_upkeepTimer is not null)
            await _upkeepTimer.DisposeAsync();
        await _stop.CancelAsync();
        await _running;
        _upkeep.Dispose();
        _stop.Dispose();
        lock (_analysisLock)
        {
            _disposed = true;
            _analysis.Dispose();
        }
    }

    private bool IsPrivate(DateTimeOffset at) => Camera.Watch.PrivacyHours.Count > 0 && Camera.Watch.IsPrivate(CityClock.Local(at));

    private void Look(VideoFrame frame)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            _upkeep.Look(frame);
            _parts.Metrics.Stage("upkeep", started);
        }
        catch (Exception failure) // edge of the reading thread: the picture is analysed all the same
        {
            _parts.Metrics.Failed("upkeep");
            _parts.Logger.LogError(failure, "Camera {Camera}: its view could not be looked at.", Camera.CameraId);
        }
    }

    private void Upkeep() => _parts.Metrics.Unseen(Camera.CameraId, _upkeep.Tick(_source.Status, _parts.Time.GetUtcNow()));

    private void Report(CameraObservation observation)
    {
        observation = observation with { Epoch = Camera.Epoch };
        _parts.Outbox.Add(observation);
        if (_ring is not null)
            _parts.Clips!.Request(observation, _ring, _analysis.Masks);
    }

    private void FrameArrived()
    {
        _incoming.Mark();
        _parts.Scheduler.Enqueue(this);
    }
}
