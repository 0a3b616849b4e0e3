using Orleans.Concurrency;
using SafetyHub.Devices;

namespace SafetyHub.Bridges;

/// <summary>
/// Shares the cameras out between the bridge processes: one for the whole cluster. It decides who analyses what and hands out the fencing
/// numbers (epochs); what a camera saw never passes through it. Made for a city: 4,000 cameras on 100 bridges.
/// </summary>
[Alias("hub.ICameraSchedulerGrain")]
public interface ICameraSchedulerGrain : IGrainWithStringKey
{
    /// <summary>
    /// A bridge's sign of life. The answer lists every camera it may analyse from now on; what is not listed it must stop. A report that was
    /// overtaken by a newer one (<see cref="BridgeReport.Sequence"/>) changes nothing and is answered with <see cref="BridgeOrders.Stale"/>.
    /// </summary>
    [Alias("Heartbeat")] Task<BridgeOrders> Heartbeat(BridgeReport report, IBridgeWake wake);

    /// <summary>The bridge has stopped all its cameras and goes; others take them over at once.</summary>
    [Alias("Leave")] Task Leave(string bridgeId);

    /// <summary>A camera's source or placement changed: look at it now instead of in the next round. Best effort; the round finds it within a minute or so.</summary>
    [OneWay, Alias("Changed")] Task Changed(DeviceId camera);

    /// <summary>
    /// Empties a living bridge step by step, or lets it take cameras again. A camera leaves only for a place elsewhere: draining makes none dark.
    /// False when no such bridge is alive.
    /// </summary>
    [Alias("Drain")] Task<bool> Drain(string bridgeId, bool draining);

    /// <summary>How the cameras are shared out now.</summary>
    [AlwaysInterleave, Alias("Overview")] Task<ScheduleOverview> Overview();

    /// <summary>What a living bridge says it is running, or null when no such bridge is alive.</summary>
    [AlwaysInterleave, Alias("Running")] Task<IReadOnlyList<HeldCamera>?> Running(string bridgeId);
}

/// <summary>A bridge's ear for the scheduler.</summary>
[Alias("hub.IBridgeWake")]
public interface IBridgeWake : IGrainObserver
{
    /// <summary>The orders changed: report now instead of in a second.</summary>
    [OneWay, Alias("Wake")] Task Wake();
}
