using System.Text.Json;
using SafetyHub.Bridges;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <content>
/// A camera that the hub analyses is heard by its pictures. Without them it is lost after a while, and silent after three heartbeats like any
/// device, in words of its own: its place is unobserved. Whether the camera broke or no bridge analyses it is told with it.
/// </content>
internal sealed partial class CameraGrain
{
    private long? _pictureAt;
    private long? _watchedFrom;

    protected override string SilentType => IsAnalysed ? EventTable.CameraUnobserved : EventTable.DeviceSilent;

    protected override string ReturnedType => IsAnalysed ? EventTable.CameraObserved : EventTable.DeviceReturned;

    protected override TimeSpan? OwnLook => IsAnalysed && State.State is (DeviceState.Online or DeviceState.Unknown) ? UntilLost : null;

    private bool IsAnalysed => State.Source is not null;

    private TimeSpan UntilLost => Services.Options.PictureLostAfter - Services.Time.GetElapsedTime(_pictureAt ?? (_watchedFrom ??= Services.Time.GetTimestamp()));

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await base.OnActivateAsync(cancellationToken);
        // Time in which no activation looked says nothing about the camera: the watch begins now.
        if (IsAnalysed) ArmLook();
    }

    /// <summary>A word of the camera's own counts like a picture, so that one which has both does not come and go.</summary>
    protected override Task HeardAsync(DateTimeOffset at)
    {
        _pictureAt = Services.Time.GetTimestamp();
        return base.HeardAsync(at);
    }

    protected override async Task LookAtOwnAsync()
    {
        if (OwnLook is { } due && due <= TimeSpan.Zero) await ChangeStateAsync(DeviceState.Lost, Now);
    }

    protected override string? OwnData(DateTimeOffset? lastSeenAt) => !IsAnalysed ? null : JsonSerializer.Serialize(new
    {
        lastSeenAt = lastSeenAt?.UtcDateTime,
        reason = IsLeased ? "no-picture" : "no-bridge",
    });

    private void BeginWatch()
    {
        WatchAnew();
        (_pictureAt, _watchedFrom) = (null, Services.Time.GetTimestamp());
    }

    private async Task TakePictureAsync(CameraLeaseRequest request)
    {
        if (request.Picture is not (CameraPicture.Streaming or CameraPicture.Paused)) return;
        var wasGone = State.State is DeviceState.Lost or DeviceState.Silent;
        // A source that comes and goes is not back with its first picture.
        if (wasGone && request.PictureFor < Services.Options.PictureSteadyFor) return;
        await HeardAsync(Now);
    }
}
