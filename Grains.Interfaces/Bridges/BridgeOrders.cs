using SafetyHub.Devices;

namespace SafetyHub.Bridges;

/// <summary>What a bridge may analyse.</summary>
/// <param name="Lease">
/// For how long, counted on the bridge's own monotonic clock from before it sent the report that this answers; at the end it must have stopped.
/// Zero: the report was overtaken and this answer says nothing.
/// </param>
/// <param name="Cameras">All of them.</param>
[GenerateSerializer, Immutable, Alias("hub.BridgeOrders")]
public sealed record BridgeOrders([property: Id(0)] TimeSpan Lease, [property: Id(1)] IReadOnlyList<CameraOrder> Cameras)
{
    /// <summary>The answer to a report that was overtaken by a newer one.</summary>
    public static BridgeOrders Stale { get; } = new(TimeSpan.Zero, []);
}

/// <summary>One camera that a bridge may analyse.</summary>
/// <param name="Camera">The camera.</param>
/// <param name="Epoch">The number that goes with everything seen under this order; grows with every change of hands.</param>
/// <param name="Version">The version of its settings; when it changes they are read again.</param>
[GenerateSerializer, Immutable, Alias("hub.CameraOrder")]
public readonly record struct CameraOrder([property: Id(0)] DeviceId Camera, [property: Id(1)] long Epoch, [property: Id(2)] int Version);
