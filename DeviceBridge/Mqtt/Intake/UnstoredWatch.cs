using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.Monitoring;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>
/// Tells the screens of a call for help that is not on disk after a second and a half, and again when it is. It waits beside the call and never in
/// front of it. At most 1,000 calls are remembered as told; beyond that a call is told without being taken back, and the screens forget it by age.
/// </summary>
internal sealed partial class UnstoredWatch(IGrainFactory grains, TimeProvider time, ILogger<UnstoredWatch> log)
{
    private const int Remembered = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1500);

    private readonly ConcurrentDictionary<string, byte> _told = new();

    /// <summary>Watches a call whose storing is under way.</summary>
    public void Watch(UnstoredCall call, Task storing)
    {
        if (storing.IsCompletedSuccessfully && _told.IsEmpty) return;
        _ = WatchAsync(call, storing);
    }

    private async Task WatchAsync(UnstoredCall call, Task storing)
    {
        try
        {
            if (!await IsStoredAsync(storing.WaitAsync(Patience, time)))
            {
                if (_told.Count < Remembered) _told[call.SignalId] = 0;
                await TellAsync(call);
            }
            if (await IsStoredAsync(storing) && _told.TryRemove(call.SignalId, out _)) await TellAsync(call with { Stored = true });
        }
        catch (Exception error)
        {
            // Nobody waits for this task: its consequence is a screen that learns of the call from the incident log only.
            NotTold(error, call.SignalId);
        }
    }

    private Task TellAsync(UnstoredCall call) => grains.GetGrain<IDistrictFeedGrain>(GrainKeys.Feed(GrainKeys.OtherDistrict)).Warn(call);

    private static async Task<bool> IsStoredAsync(Task storing)
    {
        await storing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return storing.IsCompletedSuccessfully;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The screens could not be told of call {SignalId}, which is not stored")]
    private partial void NotTold(Exception error, string signalId);
}
