using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Sources;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>
/// Runs a pipeline for each assigned camera and follows changes of the assignments while running. Any thread may ask for
/// snapshots and health.
/// </summary>
public sealed class VideoBridge : BackgroundService
{
    private static readonly TimeSpan EndOfUse = TimeSpan.FromSeconds(10);
    private readonly ICameraAssignments _assignments;
    private readonly VideoOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<VideoBridge> _logger;
    private readonly VideoMetrics _metrics;
    private readonly AnalysisScheduler _scheduler;
    private readonly ObservationOutbox _outbox;
    private readonly PipelineParts _parts;
    private readonly ConcurrentDictionary<string, CameraPipeline> _cameras = new();
    private ChosenModel? _model;
    private string? _modelFailure;

    internal VideoBridge(
        ICameraAssignments assignments, IVideoEvents events, IOptions<VideoOptions> options, VideoMetrics metrics, TimeProvider time, ILogger<VideoBridge> logger,
        EvidenceParts? evidence = null)
    {
        (_assignments, _options, _metrics, _time, _logger) = (assignments, options.Value, metrics, time, logger);
        _scheduler = new AnalysisScheduler(metrics, logger);
        _outbox = new ObservationOutbox(events, _options, metrics, time, logger);
        var privacy = evidence ?? new EvidenceParts(new PrivacyOptions(), new RecordingOptions(), null);
        _parts = new PipelineParts(_options, metrics, time, logger, _scheduler, _outbox) { Privacy = privacy.Privacy, MasksKept = privacy.Recording.Kept, Clips = privacy.Clips };
    }

    /// <summary>The camera's newest picture; null when it is not assigned here or has no picture now. Costs one encoding at most every 200 ms.</summary>
    public Snapshot? LatestSnapshot(string cameraId) => _cameras.TryGetValue(cameraId, out var camera) ? camera.LatestSnapshot() : null;

    /// <summary>How everything is now. Cheap enough for every health request.</summary>
    public VideoHealth Health()
    {
        var (model, failure) = (Volatile.Read(ref _model), Volatile.Read(ref _modelFailure));
        return new VideoHealth(
            model is not null ? DetectorState.Ready : failure is null ? DetectorState.Loading : DetectorState.Failed,
            model?.Detector.Manifest.Name,
            model?.ReducedAccuracyReason is not null,
            failure ?? model?.ReducedAccuracyReason,
            _outbox.Waiting,
            _outbox.Lost,
            [.. _cameras.Values.Select(camera => camera.Health()).OrderBy(camera => camera.CameraId, StringComparer.Ordinal)]);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();

        // A host may be thrown away without having been stopped. What its threads still use is then left alone: a leak is better than a crash.
        if (ExecuteTask is { } running && Task.WaitAny([running], EndOfUse) < 0)
            return;
        _scheduler.Dispose();
        _model?.Detector.Dispose();
        _parts.Free();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var delivery = new CancellationTokenSource();
        var delivering = _outbox.RunAsync(delivery.Token);
        _parts.Clips?.Start();
        try
        {
            var loading = Task.Run(LoadModel, CancellationToken.None);
            await FollowAssignmentsAsync(stoppingToken);
            await loading;
        }
        finally
        {
            await Task.WhenAll(_cameras.Keys.ToArray().Select(RemoveAsync));
            if (_parts.Clips is { } clips)
                await clips.StopAsync();
            _scheduler.Stop();
            await DrainAsync();
            await delivery.CancelAsync();
            await delivering;
        }
    }

    private void LoadModel()
    {
        try
        {
            var model = new ModelChoice(_options, _logger).Load();
            _ = _parts.Posture.Value; // now, and not when somebody falls
            Volatile.Write(ref _model, model);
            _scheduler.Start(model, _options.Workers == 0 ? Environment.ProcessorCount : _options.Workers);
        }
        catch (Exception failure) // edge: a missing native library must not take the rest of the hub down; health says that nothing is detected
        {
            Volatile.Write(ref _modelFailure, failure.GetBaseException().Message);
            _metrics.Failed("model");
            _logger.LogCritical(failure, "No person detector could be loaded. Cameras show pictures, but nothing is detected.");
        }
    }

    private async Task FollowAssignmentsAsync(CancellationToken cancellation)
    {
        var backoff = new RestartBackoff(_options.ShortestBackoff, _options.LongestBackoff, Random.Shared);
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await foreach (var cameras in _assignments.WatchAsync(cancellation))
                {
                    await ApplyAsync(cameras);
                    backoff.Reset();
                }
                await Task.Delay(backoff.Next(), _time, cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure) // edge of the loop: the cameras at hand go on, the list is asked for again
            {
                _metrics.Failed("assignments");
                _logger.LogError(failure, "The list of cameras could not be followed; the present cameras go on.");
                await Task.Delay(backoff.Next(), _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ApplyAsync(IReadOnlyList<CameraAssignment> wanted)
    {
        var byId = wanted.ToDictionary(camera => camera.CameraId);
        var leaving = _cameras.Where(pair => !byId.TryGetValue(pair.Key, out var camera) || !camera.HasSameSource(pair.Value.Camera));
        await Task.WhenAll(leaving.Select(pair => pair.Key).ToArray().Select(RemoveAsync));
        foreach (var camera in wanted)
        {
            if (_cameras.TryGetValue(camera.CameraId, out var running))
                running.Update(camera);
            else
                Add(camera);
        }
    }

    private void Add(CameraAssignment camera)
    {
        var pipeline = new CameraPipeline(camera, _parts);
        _cameras[camera.CameraId] = pipeline;
        pipeline.Start();
        _logger.LogInformation("Camera {Camera} is watched at {Source}, {Fps} frames a second.", camera.CameraId, camera.Address, camera.Fps);
    }

    private async Task RemoveAsync(string cameraId)
    {
        if (!_cameras.TryGetValue(cameraId, out var pipeline))
            return;
        // Out of the list only when nothing of it runs any more: another bridge may take the camera as soon as it is not listed here.
        await pipeline.DisposeAsync();
        _cameras.TryRemove(cameraId, out _);
    }

    // What was seen in the last moment still goes out when the hub stops in order.
    private async Task DrainAsync()
    {
        var until = _time.GetTimestamp();
        while (_outbox.Waiting > 0 && _time.GetElapsedTime(until) < TimeSpan.FromSeconds(5))
            await Task.Delay(TimeSpan.FromMilliseconds(50), _time);
    }
}
