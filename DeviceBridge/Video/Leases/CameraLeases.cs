using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Bridges;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.Devices;
using CameraSource = SafetyHub.Devices.CameraSource;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>
/// Reports to the camera scheduler every second, does what its orders say, and tells each camera who analyses it. Without an answer in time it
/// stops every camera by itself, before the scheduler may give them to another bridge.
/// </summary>
public sealed class CameraLeases : BackgroundService, IVideoLink, IBridgeWake
{
    private const int CamerasAtOnce = 64;
    private static readonly TimeSpan FirstLease = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CameraCallLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> _reports = Turns();
    private readonly Channel<bool> _tellings = Turns();
    private readonly string _bridgeId = "bridge-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
    private readonly LeaseTable _table;
    private readonly IGrainFactory _grains;
    private readonly CameraAssignmentFeed _feed;
    private readonly Lazy<VideoBridge> _video;
    private readonly IDataProtector _protector;
    private readonly VideoOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<CameraLeases> _log;
    private IVideoLink? _link;
    private IBridgeWake? _wake;
    private TimeSpan _lease = FirstLease;
    private long _sequence;
    private bool _unheard;

    /// <summary>Prepares; nothing is leased before the host starts it.</summary>
    public CameraLeases(
        IGrainFactory grains, CameraAssignmentFeed feed, Lazy<VideoBridge> video, IOptions<VideoOptions> options,
        IDataProtectionProvider protection, TimeProvider clock, ILogger<CameraLeases> log)
    {
        (_grains, _feed, _video, _options, _clock, _log) = (grains, feed, video, options.Value, clock, log);
        _table = new LeaseTable(clock);
        _protector = protection.CreateProtector(CameraSource.ProtectionPurpose);
    }

    /// <summary>True while the scheduler cannot be reached, so that no camera is analysed here.</summary>
    public bool IsCutOff => _table.Remaining <= TimeSpan.Zero;

    /// <inheritdoc/>
    public Task<CameraSnapshot?> Snapshot(DeviceId camera) =>
        Task.FromResult(_video.Value.LatestSnapshot(camera.Value) is { } found ? new CameraSnapshot(found.Jpeg, found.At) : null);

    /// <inheritdoc/>
    public Task Wake()
    {
        _reports.Writer.TryWrite(true);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The references are made here and not in the constructor: the cluster is not up before the host has started.
        (_link, _wake) = (_grains.CreateObjectReference<IVideoLink>(this), _grains.CreateObjectReference<IBridgeWake>(this));
        await using var lapse = _clock.CreateTimer(_ => Lapse(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var period = ReportEvery;
        await using var turn = _clock.CreateTimer(_ => _reports.Writer.TryWrite(true), null, TimeSpan.Zero, period);
        var telling = TellAsync(stoppingToken);
        try
        {
            await foreach (var _ in _reports.Reader.ReadAllAsync(stoppingToken))
            {
                await ReportAsync(stoppingToken);
                if (ReportEvery != period) turn.Change(period = ReportEvery, period);
                lapse.Change(Longer(_table.Remaining, TimeSpan.Zero), Timeout.InfiniteTimeSpan);
                _tellings.Writer.TryWrite(true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await telling;
            await LeaveAsync();
        }
    }

    private TimeSpan ReportEvery => _lease / 5;

    private async Task ReportAsync(CancellationToken cancel)
    {
        var sentAt = _clock.GetTimestamp();
        try
        {
            var orders = await Scheduler.Heartbeat(Report(), _wake!).WaitAsync(_lease * 0.3, _clock, cancel);
            _table.Take(orders, sentAt);
            if (orders.Lease > TimeSpan.Zero) _lease = orders.Lease;
            if (_unheard) _log.LogInformation("The camera scheduler answers again");
            _unheard = false;
        }
        catch (Exception fault) when (fault is not OperationCanceledException || !cancel.IsCancellationRequested)
        {
            // Edge of the loop: it is tried again at once or in a second; until the lease is over the cameras go on.
            if (!_unheard) _log.LogWarning(fault, "The camera scheduler did not answer; the cameras go on for {Remaining} and stop then", _table.Remaining);
            _unheard = true;
        }
        Publish();
    }

    private BridgeReport Report()
    {
        var health = _video.Value.Health();
        var held = _table.Held();
        // What was taken away is reported until nothing of it runs any more: nobody else may have it before.
        var stopping = health.Cameras.Select(camera => DeviceId.Parse(camera.CameraId)).Except(held.Select(camera => camera.Camera))
            .Select(camera => new HeldCamera(camera, 0, 1, CameraPicture.Paused, null));
        return new BridgeReport(
            _bridgeId, ++_sequence, Environment.MachineName, Environment.ProcessId,
            _options.Capacity > 0 ? _options.Capacity : CameraLoad.CamerasPerCore * Environment.ProcessorCount, [.. _options.Sites],
            new BridgeDetector(health.Detector == DetectorState.Ready, health.Model, health.ReducedAccuracy, health.Reason), [.. held, .. stopping]);
    }

    private ICameraSchedulerGrain Scheduler => _grains.GetGrain<ICameraSchedulerGrain>(GrainKeys.CameraScheduler);

    private async Task TellAsync(CancellationToken cancel)
    {
        try
        {
            await foreach (var _ in _tellings.Reader.ReadAllAsync(cancel))
            {
                var pictures = _video.Value.Health().Cameras.ToDictionary(camera => camera.CameraId, camera => PictureOf(camera.State), StringComparer.Ordinal);
                var due = _table.Due(camera => pictures.GetValueOrDefault(camera.Value));
                await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = CamerasAtOnce, CancellationToken = cancel }, async (lease, _) => await TellAsync(lease));
                Publish();
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // Stopping: what is held is given back together.
        }
    }

    private async Task TellAsync(DueLease lease)
    {
        try
        {
            var request = new CameraLeaseRequest(_bridgeId, lease.Epoch, _link!, lease.Picture, lease.PictureFor);
            _table.Answered(lease, await Camera(lease.Camera).Lease(request).WaitAsync(CameraCallLimit, _clock), source => Assignment(lease.Camera, source));
        }
        catch (Exception fault)
        {
            // Edge: it is told again with the next turn; a camera that is new here is not analysed before it has answered.
            _log.LogWarning(fault, "Camera {Camera} did not answer that it is analysed here", lease.Camera);
        }
    }

    private static CameraPicture PictureOf(SourceState state) => state switch
    {
        SourceState.Streaming => CameraPicture.Streaming,
        SourceState.Waiting => CameraPicture.Missing,
        SourceState.Private => CameraPicture.Paused,
        _ => CameraPicture.Starting,
    };

    private CameraAssignment Assignment(DeviceId camera, CameraSource source) => CameraAssignments.From(camera, source, _protector);

    private ICameraGrain Camera(DeviceId camera) => _grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera));

    private void Lapse()
    {
        if (_table.DropLapsed() is > 0 and var count) _log.LogError("The camera scheduler could not be reached in time: {Count} cameras are no longer analysed here", count);
        Publish();
    }

    private void Publish()
    {
        if (_table.TakeChange() is { } cameras) _feed.Publish(cameras);
    }

    /// <summary>Stops everything first and gives it back then, so that others take it over at once.</summary>
    private async Task LeaveAsync()
    {
        var held = _table.Held();
        _table.Clear();
        Publish();
        try
        {
            var began = _clock.GetTimestamp();
            while (_video.Value.Health().Cameras.Count > 0 && _clock.GetElapsedTime(began) < StopLimit) await Task.Delay(TimeSpan.FromMilliseconds(20), _clock);
            await Task.WhenAll(held.Select(lease => Camera(lease.Camera).Release(_bridgeId, lease.Epoch))).WaitAsync(CameraCallLimit, _clock);
            await Scheduler.Leave(_bridgeId).WaitAsync(CameraCallLimit, _clock);
        }
        catch (Exception fault)
        {
            _log.LogInformation(fault, "The cameras could not be given back; others take them over when the lease is over");
        }
    }

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static Channel<bool> Turns() => Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
}
