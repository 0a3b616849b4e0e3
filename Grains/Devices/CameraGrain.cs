using Microsoft.Extensions.Logging;
using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>A camera: a device that may also have a source which one bridge at a time analyses.</summary>
internal sealed partial class CameraGrain(
    [PersistentState("camera", GrainsAssembly.Storage)] IPersistentState<CameraState> stored, DeviceGrainServices services, IGrainContext context)
    : DeviceGrain<CameraState>(stored, services, DeviceCharacter.Camera, context), ICameraGrain
{
    public async Task SetSource(CameraSource source)
    {
        var checkedSource = CameraRules.Store(source);
        checkedSource.Version = (State.Source?.Version ?? 0) + 1;
        if (State.Source is null) BeginWatch();
        ForbidZones(source.ForbiddenZones);
        Upkeep.ViewAcceptedAt = Services.Time.GetUtcNow();
        State.Source = checkedSource;
        await SaveAsync();
        ArmLook();
        _ = TellSchedulerAsync();
    }

    public Task<CameraSource?> GetSource() => Task.FromResult(Source());

    public async Task SetSite(CameraSite site)
    {
        CameraRules.Check(site);
        (State.Site, State.Priority) = (site.Site, site.Priority);
        await SaveAsync();
        _ = TellSchedulerAsync();
    }

    public Task<CameraSite> GetSite() => Task.FromResult(new CameraSite(State.Site, State.Priority ?? CameraSite.Standard));

    public Task<CameraDemand?> Demand() => Task.FromResult(
        State.Source is { } source ? new CameraDemand(CameraLoad.At(source.FramesPerSecond), source.Version, State.Site, State.Priority ?? CameraSite.Standard) : null);

    private CameraSource? Source() => State.Source is { } source ? Complete(CameraRules.ToSource(source)) : null;

    private async Task TellSchedulerAsync()
    {
        try
        {
            await Services.Grains.GetGrain<ICameraSchedulerGrain>(GrainKeys.CameraScheduler).Changed(Id);
        }
        catch (Exception failure)
        {
            // Edge: nobody waits for this. The scheduler asks every camera in turn and finds the change within a minute or so.
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", "tell-scheduler"));
            LogNotTold(Services.Logger, failure, Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The camera scheduler did not hear that camera {Device} changed; it finds out by itself")]
    private static partial void LogNotTold(ILogger logger, Exception failure, DeviceId device);
}
