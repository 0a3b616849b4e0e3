using Microsoft.Extensions.Logging;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>A camera: a device that may also have a source which one bridge at a time analyses.</summary>
internal sealed partial class CameraGrain(
    [PersistentState("camera", GrainsAssembly.Storage)] IPersistentState<CameraState> stored, DeviceGrainServices services, IGrainContext context)
    : DeviceGrain<CameraState>(stored, services, DeviceCharacter.Camera, context), ICameraGrain
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(10);

    private string? _holder;
    private IVideoLink? _link;
    private long _renewedAt;

    private bool IsLeased => _holder is not null && Services.Time.GetElapsedTime(_renewedAt) < LeaseTime;

    public async Task SetSource(CameraSource source)
    {
        var checkedSource = CameraRules.Store(source);
        checkedSource.Version = (State.Source?.Version ?? 0) + 1;
        ForbidZones(source.ForbiddenZones);
        Upkeep.ViewAcceptedAt = Services.Time.GetUtcNow();
        State.Source = checkedSource;
        await SaveAsync();
    }

    public Task<CameraSource?> GetSource() => Task.FromResult(Source());

    public Task<CameraSource?> Lease(string bridgeId, IVideoLink link)
    {
        ArgumentException.ThrowIfNullOrEmpty(bridgeId);
        ArgumentNullException.ThrowIfNull(link);
        if (State.Source is null || (IsLeased && _holder != bridgeId)) return Task.FromResult<CameraSource?>(null);
        (_holder, _link, _renewedAt) = (bridgeId, link, Services.Time.GetTimestamp());
        return Task.FromResult(Source());
    }

    public Task Release(string bridgeId)
    {
        if (_holder == bridgeId) (_holder, _link) = (null, null);
        return Task.CompletedTask;
    }

    public async Task<CameraSnapshot?> Snapshot()
    {
        if (!IsLeased || _link is not { } link || IsPrivate) return null;
        try
        {
            return await link.Snapshot(Id);
        }
        catch (Exception failure)
        {
            // The bridge is gone or busy: a viewer sees "no picture"; the lease lapses by itself and another bridge takes the camera.
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", "snapshot"));
            LogNoSnapshot(Services.Logger, failure, Id);
            return null;
        }
    }

    private CameraSource? Source() => State.Source is { } source ? Complete(CameraRules.ToSource(source)) : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bridge that analyses camera {Device} gave no snapshot")]
    private static partial void LogNoSnapshot(ILogger logger, Exception failure, DeviceId device);
}
