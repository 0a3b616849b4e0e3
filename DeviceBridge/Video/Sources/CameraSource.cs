using Microsoft.Extensions.Logging;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Sources;

/// <summary>
/// Keeps one camera's frames coming: probes its size, runs ffmpeg, starts it again with growing waits when it ends or stalls, and lets the
/// camera alone in privacy hours. The newest frame is in <see cref="Frames"/>; the callback says that one arrived and must return at once.
/// </summary>
internal sealed class CameraSource(
    CameraAssignment camera, VideoOptions options, VideoMetrics metrics, TimeProvider time, ILogger logger, Action frameArrived)
{
    private static readonly TimeSpan PrivacyCheck = TimeSpan.FromSeconds(1);
    private readonly SourceProbe _probe = new(options, time);
    private readonly HardwareChoice _hardware = new(camera.Decoding, options, time);
    private readonly RestartBackoff _backoff = new(options.ShortestBackoff, options.LongestBackoff, Random.Shared);
    private readonly Lock _statusLock = new();
    private SourceStatus _status = new(SourceState.Stopped, null, 0, 0, 0, null, TimeSpan.Zero);
    private DecodeRun? _run;

    public LatestFrame Frames { get; } = new();

    /// <summary>True at moments at which the camera must not be read.</summary>
    public Func<DateTimeOffset, bool> IsPrivate { get; init; } = _ => false;

    /// <summary>Looks at each frame before anybody else, on the reading thread; it must be quick and keep nothing.</summary>
    public Action<VideoFrame>? Look { get; init; }

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
                await WaitOutPrivacyAsync(cancellation);
                await StreamOnceAsync(cancellation);
                Frames.Clear(); // an old picture must not look like now
                if (IsPrivate(time.GetUtcNow()))
                    continue;
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

    private async Task WaitOutPrivacyAsync(CancellationToken cancellation)
    {
        if (!IsPrivate(time.GetUtcNow()))
            return;
        Change(status => status with { State = SourceState.Private });
        logger.LogInformation("Camera {Camera} is not read: its privacy hours have begun.", camera.CameraId);
        using var timer = new PeriodicTimer(PrivacyCheck, time);
        while (IsPrivate(time.GetUtcNow()))
            await timer.WaitForNextTickAsync(cancellation);
        _backoff.Reset();
    }

    private async Task StreamOnceAsync(CancellationToken cancellation)
    {
        Change(status => status with { State = SourceState.Connecting });
        var started = time.GetTimestamp();
        using var privacy = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using var watch = time.CreateTimer(_ => StopWhenPrivate(privacy), null, PrivacyCheck, PrivacyCheck);
        try
        {
            await _hardware.PrepareAsync(camera.Analysed, privacy.Token);
            ShowDecoding();
            var reason = camera.Reading == CameraReading.Snapshots ? await PollAsync(privacy.Token) : await DecodeAsync(privacy.Token);
            Change(status => status with { LastFailure = reason });
        }
        catch (OperationCanceledException) when (privacy.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            return; // privacy hours have begun, which is no failure
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

    private void StopWhenPrivate(CancellationTokenSource running)
    {
        if (!IsPrivate(time.GetUtcNow()))
            return;
        try
        {
            running.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The run ended in the same moment.
        }
    }

    private async Task<string> DecodeAsync(CancellationToken cancellation)
    {
        var size = (await _probe.MeasureAsync(camera.Analysed, camera.Transport, cancellation)).ScaledTo(camera.AnalysisWidth);
        var start = FfmpegCommand.Decode(options, camera.Analysed, size, camera.Fps, _hardware.Method, Ring?.BeginRun());
        await using var child = ChildProcess.Start(start, camera.Analysed, FfmpegCommand.Script(camera.Analysed, options.StallTimeout, camera.Transport));
        var before = Status.Frames;
        var reason = await CompleteAsync(new DecodeRun(child, size, StallTimeout(), time, frame => Arrive(frame, time.GetUtcNow())), cancellation);
        if (_hardware.Ended(Status.Frames > before, child.LastWords))
        {
            _backoff.Reset(); // the next start is another attempt, not a repetition
            ShowDecoding();
        }
        return reason;
    }

    private async Task<string> PollAsync(CancellationToken cancellation)
    {
        using var http = new SnapshotCamera(camera.Analysed, options.StallTimeout, time);
        var first = await http.FetchAsync(cancellation);
        var size = (JpegSize.Read(first) ?? throw new SourceException($"What {camera.Analysed} sent is no JPEG.")).ScaledTo(camera.AnalysisWidth);
        await using var child = ChildProcess.StartFed(FfmpegCommand.DecodeSnapshots(options, size), camera.Analysed);
        var feed = new SnapshotFeed(http, child, camera.Fps, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var feeding = feed.RunAsync(first, ending.Token);
        _ = feeding.ContinueWith(_ => child.Kill(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            var reason = await CompleteAsync(new DecodeRun(child, size, StallTimeout(), time, frame => Arrive(frame, feed.TakenAt())), cancellation);
            await ending.CancelAsync();
            return await feeding is { Length: > 0 } why ? why : reason;
        }
        finally
        {
            await ending.CancelAsync();
            await feeding;
        }
    }

    private async Task<string> CompleteAsync(DecodeRun run, CancellationToken cancellation)
    {
        lock (_statusLock)
            _run = run;
        try
        {
            return await run.CompleteAsync(cancellation);
        }
        finally
        {
            Ring?.EndRun(); // single pictures are not recorded; ending what never began changes nothing
            lock (_statusLock)
            {
                _run = null;
                _status = _status with { ProcessorTime = _status.ProcessorTime + run.ProcessorTime };
            }
        }
    }

    // A camera analysed every few seconds is not stalled just because the next frame is not due yet.
    private TimeSpan StallTimeout() => TimeSpan.FromSeconds(Math.Max(options.StallTimeout.TotalSeconds, 3 / camera.Fps));

    private void Arrive(VideoFrame? frame, DateTimeOffset at)
    {
        if (IsPrivate(time.GetUtcNow()))
        {
            frame?.Release(); // the decoder is being stopped; what it still had under way is not looked at
            return;
        }
        var dropped = frame is null;
        if (frame is not null)
        {
            frame.At = at;
            Look?.Invoke(frame);
            dropped = Frames.Put(frame);
        }
        metrics.FrameReceived(camera.CameraId, dropped);
        Change(status => status with
        {
            State = SourceState.Streaming,
            LastFrameAt = at,
            Frames = status.Frames + 1,
            Drops = status.Drops + (dropped ? 1 : 0),
        });
        frameArrived();
    }

    private void ShowDecoding() => Change(status => status with { Decoding = _hardware.Name, DecodingReason = _hardware.Reason });

    private void Change(Func<SourceStatus, SourceStatus> change)
    {
        lock (_statusLock)
            _status = change(_status);
    }
}
