using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using CameraSource = SafetyHub.Devices.CameraSource;

namespace SafetyHub.DeviceBridge.Video.Leases;

/// <summary>
/// Takes and renews the right to analyse cameras, so that one camera is analysed by one bridge at a time, and tells the video bridge which
/// ones it holds. A lease lasts 10 s and is renewed every 3 s; a bridge that cannot reach the cluster gives its cameras up by itself.
/// </summary>
public sealed class CameraLeases : BackgroundService, IVideoLink
{
    private const int PageSize = 1000;
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(3);

    private readonly Dictionary<DeviceId, (CameraSource Source, CameraAssignment Assignment, long RenewedAt)> _held = [];
    private readonly string _bridgeId = "bridge-" + RandomNumberGenerator.GetHexString(12, lowercase: true);
    private readonly IDeviceRegistry _registry;
    private readonly IGrainFactory _grains;
    private readonly CameraAssignmentFeed _feed;
    private readonly Lazy<VideoBridge> _video;
    private readonly IDataProtector _protector;
    private readonly TimeProvider _clock;
    private readonly ILogger<CameraLeases> _log;
    private IVideoLink? _link;

    /// <summary>Prepares; nothing is leased before the host starts it.</summary>
    public CameraLeases(
        IDeviceRegistry registry, IGrainFactory grains, CameraAssignmentFeed feed, Lazy<VideoBridge> video,
        IDataProtectionProvider protection, TimeProvider clock, ILogger<CameraLeases> log)
    {
        (_registry, _grains, _feed, _video, _clock, _log) = (registry, grains, feed, video, clock, log);
        _protector = protection.CreateProtector(CameraSource.ProtectionPurpose);
    }

    /// <inheritdoc/>
    public Task<CameraSnapshot?> Snapshot(DeviceId camera) =>
        Task.FromResult(_video.Value.LatestSnapshot(camera.Value) is { } found ? new CameraSnapshot(found.Jpeg, found.At) : null);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, _clock);
        try
        {
            do await RenewAllAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await ReleaseAllAsync();
        }
    }

    private async Task RenewAllAsync(CancellationToken cancel)
    {
        try
        {
            // The reference is made here and not in the constructor: the cluster is not up before the host has started.
            _link ??= _grains.CreateObjectReference<IVideoLink>(this);
            var cameras = await CamerasAsync(cancel);
            await Parallel.ForEachAsync(cameras, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = cancel }, async (camera, _) => await RenewAsync(camera));
            foreach (var gone in Held().Except(cameras)) Drop(gone);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            _log.LogWarning(fault, "Cameras could not be leased; tried again in {Wait}", RenewEvery);
        }
        DropLapsed();
        lock (_held) _feed.Publish([.. _held.Values.Select(h => h.Assignment)]);
    }

    private async Task<HashSet<DeviceId>> CamerasAsync(CancellationToken cancel)
    {
        var all = new HashSet<DeviceId>();
        string? after = null;
        do
        {
            var page = await _registry.ListAsync(DeviceKind.Camera, after, PageSize, cancel);
            all.UnionWith(page.Select(r => r.Id));
            after = page.Count == PageSize ? page[^1].Id.Value : null;
        }
        while (after is not null);
        return all;
    }

    private async Task RenewAsync(DeviceId camera)
    {
        try
        {
            var lease = _grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera)).Lease(_bridgeId, _link!);
            if (await lease.WaitAsync(CallLimit, _clock) is { } source) Hold(camera, source);
            else Drop(camera);
        }
        catch (Exception fault)
        {
            _log.LogWarning(fault, "The lease of camera {Camera} could not be renewed", camera);
        }
    }

    private void Hold(DeviceId camera, CameraSource source)
    {
        lock (_held)
        {
            var known = _held.TryGetValue(camera, out var held) && held.Source.Version == source.Version;
            _held[camera] = (source, known ? held.Assignment : Assignment(camera, source), _clock.GetTimestamp());
        }
    }

    private CameraAssignment Assignment(DeviceId camera, CameraSource source) => CameraAssignments.From(camera, source, _protector);

    private List<DeviceId> Held()
    {
        lock (_held) return [.. _held.Keys];
    }

    private void Drop(DeviceId camera)
    {
        lock (_held) _held.Remove(camera);
    }

    private void DropLapsed()
    {
        lock (_held)
        {
            foreach (var (camera, held) in _held.ToList())
            {
                if (_clock.GetElapsedTime(held.RenewedAt) < CameraLease.Duration) continue;
                _held.Remove(camera);
                _log.LogWarning("The lease of camera {Camera} lapsed; it is no longer analysed here", camera);
            }
        }
    }

    private async Task ReleaseAllAsync()
    {
        var releases = Held().Select(camera => _grains.GetGrain<ICameraGrain>(GrainKeys.Device(DeviceKind.Camera, camera)).Release(_bridgeId));
        try
        {
            await Task.WhenAll(releases).WaitAsync(CallLimit, _clock);
        }
        catch (Exception fault)
        {
            _log.LogInformation(fault, "Not every camera could be given back; the leases lapse by themselves");
        }
    }
}
