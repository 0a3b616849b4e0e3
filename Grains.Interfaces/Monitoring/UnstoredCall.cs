using SafetyHub.Devices;

namespace SafetyHub.Monitoring;

/// <summary>
/// A call for help that has arrived and is not on disk yet, because storage is slow or gone. The device was not told that the hub has it and goes on
/// sending; people are told at once.
/// </summary>
/// <param name="Device">Who calls.</param>
/// <param name="EventId">The event.</param>
/// <param name="Type">Its type, an <c>sos.</c> one.</param>
/// <param name="ReceivedAt">Arrival, UTC.</param>
/// <param name="Stored">True when it is on disk now: an incident stands in its place.</param>
[GenerateSerializer, Immutable, Alias("hub.UnstoredCall")]
public sealed record UnstoredCall(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] string EventId,
    [property: Id(2)] string Type,
    [property: Id(3)] DateTimeOffset ReceivedAt,
    [property: Id(4)] bool Stored)
{
    /// <summary>The signal's id it will have.</summary>
    public string SignalId => Device.Value + "/" + EventId;
}
