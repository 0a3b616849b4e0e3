using Microsoft.Extensions.Logging;
using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Grains.Bridges;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <content>Who analyses the camera. The scheduler decides; the camera makes sure that nobody with an older number is listened to.</content>
internal sealed partial class CameraGrain
{
    // Three times as often as a bridge says that it goes on.
    private static readonly TimeSpan LinkTime = TimeSpan.FromSeconds(15);

    private string? _holder;
    private IVideoLink? _link;
    private long _renewedAt;

    private bool IsLeased => _holder is not null && Services.Time.GetElapsedTime(_renewedAt) < LinkTime;

    public async Task<CameraLeaseAnswer> Lease(CameraLeaseRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentException.ThrowIfNullOrEmpty(request.BridgeId);
        if (State.Source is null || IsOutdated(request)) return Refusal();
        if (request.Epoch > State.LeaseEpoch)
        {
            (State.LeaseEpoch, State.LeaseHolder, State.LeasedAt) = (request.Epoch, request.BridgeId, Now);
            await SaveAsync();
            if (IsOutdated(request)) return Refusal(); // a newer one came while this was written
        }
        (_holder, _link, _renewedAt) = (request.BridgeId, request.Link, Services.Time.GetTimestamp());
        await TakePictureAsync(request);
        return new CameraLeaseAnswer(Source(), State.LeaseEpoch);
    }

    public Task Release(string bridgeId, long epoch)
    {
        if (_holder == bridgeId && epoch == State.LeaseEpoch) (_holder, _link) = (null, null);
        return Task.CompletedTask;
    }

    public async Task<EventReceipt> Observe(DeviceEvent seen, long epoch)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (epoch >= State.LeaseEpoch || seen.ReportedAt < State.LeasedAt) return await ReportEvent(seen);
        BridgeMetrics.Refused.Add(1);
        LogRefused(Services.Logger, seen.EventId, Id, epoch, State.LeaseEpoch);
        return new EventReceipt(seen.EventId, ReceiptStatus.Rejected, null, "not-allowed: the camera is analysed by another bridge since then", null);
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

    private bool IsOutdated(CameraLeaseRequest request) =>
        request.Epoch < State.LeaseEpoch || (request.Epoch == State.LeaseEpoch && State.LeaseHolder != request.BridgeId);

    private CameraLeaseAnswer Refusal() => new(null, State.LeaseEpoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Observation {EventId} of camera {Device} was made under number {Epoch} after {Newer} had taken over; it is refused")]
    private static partial void LogRefused(ILogger logger, string eventId, DeviceId device, long epoch, long newer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The bridge that analyses camera {Device} gave no snapshot")]
    private static partial void LogNoSnapshot(ILogger logger, Exception failure, DeviceId device);
}
