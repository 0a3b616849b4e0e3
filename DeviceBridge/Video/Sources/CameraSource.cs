using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Evidence;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Keeps one camera's frames coming: probes its size, runs ffmpeg, starts it again with growing waits when it ends or stalls.
/// The newest frame is in <see cref="Frames"/>; the callback says that one arrived and must return at once.
/// </summary>
internal sealed class CameraSource(
    CameraAssignment camera, VideoOptions options, VideoMetrics metrics, TimeProvider time, ILogger logger, Action frameArrived)
{
    private readonly SourceProbe _probe = new(options, time);
    private readonly RestartBackoff _backoff = new(options.ShortestBackoff, options.LongestBackoff, Random.Shared);
    private readonly Lock _statusLock = new();
    private SourceStatus _status = new(SourceState.Stopped, null, 0, 0, 0, null, TimeSpan.Zero);
    private DecodeRun? _run;

    public LatestFrame Frames { get; } = new();

    /// <summary>Where the stream is recorded beside being decoded; null for nowhere.</summary>
    public RingFolder? Ring { get; init; }

    public SourceStatus Status
    {
        get
        {
            lock (_statusLock)
                return _status with { ProcessorTime = _status.ProcessorTime + (_run?.ProcessorTime ?? TimeSpan.Zero) };
        }
    }

    /// <summary>Runs until cancelled. Failures of the camera never leave this method.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                await StreamOnceAsync(cancellation);
                Frames.Clear(); // an old picture must not look like now
                Change(status => status with { State = SourceState.Waiting, Restarts = status.Restarts + 1 });
                metrics.SourceRestarted(camera.CameraId);
                var wait = _backoff.Next();
                logger.LogWarning("Camera {Camera} is unobserved: {Reason} Next start in {Wait}.", camera.CameraId, Status.LastFailure, wait);
                await Task.Delay(wait, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stopped on purpose.
        }
        finally
        {
            Change(status => status with { State = SourceState.Stopped });
            Frames.Clear();
        }
    }

    private async Task StreamOnceAsync(CancellationToken cancellation)
    {
        Change(status => status with { State = SourceState.Connecting });
        var started = time.GetTimestamp();
        try
        {
            var size = (await _probe.MeasureAsync(camera.Address, cancellation)).ScaledTo(camera.AnalysisWidth);
            var reason = await DecodeAsync(size, cancellation);
            Change(status => status with { LastFailure = reason });
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            Change(status => status with { LastFailure = failure.Message });
            if (failure is not SourceException)
            {
                metrics.Failed("source");
                logger.LogError(failure, "Camera {Camera}: its source failed in an unforeseen way; it is started again.", camera.CameraId);
            }
        }
        if (time.GetElapsedTime(started) > options.LongestBackoff)
            _backoff.Reset(); // it ran well for a while: the next trouble is a new one
    }

    private async Task<string> DecodeAsync(FrameSize size, CancellationToken cancellation)
    {
        var start = FfmpegCommand.Decode(options, camera.Address, size, camera.Fps, Ring?.BeginRun());
        await using var child = ChildProcess.Start(start, camera.Address, FfmpegCommand.Script(camera.Address, options.StallTimeout));
        var run = new DecodeRun(child, size, StallTimeout(), time, Arrive);
        lock (_statusLock)
            _run = run;
        try
        {
            return await run.CompleteAsync(cancellation);
        }
        finally
        {
            Ring?.EndRun();
            lock (_statusLock)
            {
                _run = null;
                _status = _status with { ProcessorTime = _status.ProcessorTime + run.ProcessorTime };
            }
        }
    }

    // A camera analysed every few seconds is not stalled just because the next frame is not due yet.
    private TimeSpan StallTimeout() => TimeSpan.FromSeconds(Math.Max(options.StallTimeout.TotalSeconds, 3 / camera.Fps));

    private void Arrive(VideoFrame? frame)
    {
        var now = time.GetUtcNow();
        var dropped = frame is null;
        if (frame is not null)
        {
            frame.At = now;
            dropped = Frames.Put(frame);
        }
        metrics.FrameReceived(camera.CameraId, dropped);
        Change(status => status with
        {
            State = SourceState.Streaming,
            LastFrameAt = now,
            Frames = status.Frames + 1,
            Drops = status.Drops + (dropped ? 1 : 0),
        });
        frameArrived();
    }

    private void Change(Func<SourceStatus, SourceStatus> change)
    {
        lock (_statusLock)
            _status = change(_status);
    }
}
