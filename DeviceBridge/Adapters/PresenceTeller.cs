using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// Tells the cameras' grains how they stand: there, as a heartbeat each time; gone or stopped once, when it changes. Where nobody can say it is silent, so
/// that the missing heartbeats make the camera silent.
/// </summary>
internal sealed partial class PresenceTeller(DeviceDirectory devices, TimeProvider time, AdapterMetrics metrics, ILogger<PresenceTeller> log)
{
    private const int AtOnce = 16;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Adapter, DeviceId Camera), ForeignState> _told = new();

    public Task TellAsync(AdapterLink adapter, IEnumerable<AdapterCamera> cameras, CancellationToken cancel) => Parallel.ForEachAsync(
        cameras, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel }, async (camera, token) => await TellAsync(adapter, camera, token));

    /// <summary>Says of cameras that are no longer mapped that they were taken out on purpose: nobody expects to hear of them.</summary>
    public async Task ForgetAsync(AdapterLink adapter, CancellationToken cancel)
    {
        var mapped = adapter.Mapping.All.Select(c => c.Camera).ToHashSet();
        foreach (var key in _told.Keys.Where(k => k.Adapter == adapter.Name && !mapped.Contains(k.Camera)).ToList())
        {
            if (await TryReportAsync(key.Camera, ForeignState.Stopped, cancel)) _told.TryRemove(key, out _);
        }
    }

    private async Task TellAsync(AdapterLink adapter, AdapterCamera camera, CancellationToken cancel)
    {
        if (!adapter.Connection.Stands && adapter.Presence.StateOf(camera) == ForeignState.Online) return;
        var key = (adapter.Name, camera.Camera);
        if (adapter.Presence.StateOf(camera) is not { } state)
        {
            _told.TryRemove(key, out _);
            return;
        }
        if (state != ForeignState.Online && _told.TryGetValue(key, out var told) && told == state) return;
        if (await TryReportAsync(camera.Camera, state, cancel)) _told[key] = state;
    }

    private async Task<bool> TryReportAsync(DeviceId camera, ForeignState state, CancellationToken cancel)
    {
        try
        {
            if (await devices.FindRegisteredAsync(camera.Value, cancel) is not { Kind: DeviceKind.Camera } link) return false;
            link.LastHeard = time.GetTimestamp();
            await link.Grain.ReportState(new DeviceStateReport(Word(state), null, "by the adapter", time.GetUtcNow())).WaitAsync(Deadline, time, cancel);
            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // Edge of the loop: the next turn says it again.
            metrics.Fault("presence");
            NotTold(error, camera, state);
            return false;
        }
    }

    private static DeviceState Word(ForeignState state) => state switch
    {
        ForeignState.Online => DeviceState.Online,
        ForeignState.Stopped => DeviceState.Stopped,
        _ => DeviceState.Lost,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Camera {Camera} could not be told that it is {State}; it is tried again")]
    private partial void NotTold(Exception error, DeviceId camera, ForeignState state);
}
