using SafetyHub.Devices;

namespace SafetyHub.Bridges;

/// <summary>How the cameras are shared out.</summary>
/// <param name="Bridges">The bridges by host and id; those lost within the last day come last, at most 32.</param>
/// <param name="Cameras">Cameras that have something to be analysed.</param>
/// <param name="Load">What all of them cost together.</param>
/// <param name="Unplaced">Those that no bridge analyses, the most important first.</param>
/// <param name="IsSettling">True within the first seconds of a new scheduler, while bridges of before may still run what is listed as unplaced.</param>
[GenerateSerializer, Immutable, Alias("hub.ScheduleOverview")]
public sealed record ScheduleOverview(
    [property: Id(0)] IReadOnlyList<BridgeStatus> Bridges,
    [property: Id(1)] int Cameras,
    [property: Id(2)] double Load,
    [property: Id(3)] IReadOnlyList<UnplacedCamera> Unplaced,
    [property: Id(4)] bool IsSettling)
{
    /// <summary>The bridges that are alive.</summary>
    public IEnumerable<BridgeStatus> Living => Bridges.Where(bridge => bridge.State != BridgeState.Lost);
}

/// <summary>A bridge as the scheduler sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Host">Its machine.</param>
/// <param name="ProcessId">Its process id there.</param>
/// <param name="State">How it stands.</param>
/// <param name="Capacity">How much it can analyse, in cameras at 5 frames a second.</param>
/// <param name="Load">What its cameras cost.</param>
/// <param name="Cameras">How many it has; of a lost bridge, how many it had.</param>
/// <param name="Streaming">How many of them give pictures.</param>
/// <param name="Sites">The sites it reaches.</param>
/// <param name="Detector">How its detector stands.</param>
/// <param name="LastHeartbeatAt">Its last sign of life, UTC.</param>
[GenerateSerializer, Immutable, Alias("hub.BridgeStatus")]
public sealed record BridgeStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] string Host,
    [property: Id(2)] int ProcessId,
    [property: Id(3)] BridgeState State,
    [property: Id(4)] double Capacity,
    [property: Id(5)] double Load,
    [property: Id(6)] int Cameras,
    [property: Id(7)] int Streaming,
    [property: Id(8)] IReadOnlyList<string> Sites,
    [property: Id(9)] BridgeDetector Detector,
    [property: Id(10)] DateTimeOffset LastHeartbeatAt);

/// <summary>How a bridge stands.</summary>
public enum BridgeState
{
    /// <summary>It reports and takes cameras.</summary>
    Alive = 0,
    /// <summary>It reports and is being emptied.</summary>
    Draining = 1,
    /// <summary>It stopped reporting without a word; its cameras were given to others.</summary>
    Lost = 2,
}

/// <summary>A camera that no bridge analyses.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("hub.UnplacedCamera")]
public readonly record struct UnplacedCamera([property: Id(0)] DeviceId Camera, [property: Id(1)] UnplacedReason Reason);

/// <summary>Why no bridge analyses a camera.</summary>
public enum UnplacedReason
{
    /// <summary>It is about to be placed.</summary>
    Waiting = 0,
    /// <summary>No bridge is alive.</summary>
    NoBridge = 1,
    /// <summary>No living bridge reaches its site.</summary>
    NoBridgeAtSite = 2,
    /// <summary>The bridges are full.</summary>
    NoCapacity = 3,
}
