using Orleans.Concurrency;
namespace SafetyHub.Devices;

/// <summary>
/// The bridges that are alive. What goes down to a device is offered to each of them; the one that holds the device's session delivers it.
/// Nothing is stored here: a command that no bridge could deliver is delivered by <see cref="IDeviceGrain.Connected"/>.
/// </summary>
[Alias("hub.IBridgeRosterGrain")]
public interface IBridgeRosterGrain : IGrainWithStringKey
{
    /// <summary>Adds a bridge or renews it; forgotten after 15 s without renewal.</summary>
    [Alias("Renew")] Task Renew(IBridgeLink bridge);

    /// <summary>Takes a bridge off the roster.</summary>
    [Alias("Leave")] Task Leave(IBridgeLink bridge);

    /// <summary>Offers a message to every bridge.</summary>
    [Alias("Deliver")] Task Deliver(DownMessage message);
}

/// <summary>A bridge's ear for what goes down to devices.</summary>
[Alias("hub.IBridgeLink")]
public interface IBridgeLink : IGrainObserver
{
    /// <summary>Delivers the message if this bridge holds the device; else does nothing.</summary>
    [OneWay, Alias("Deliver")] Task Deliver(DownMessage message);
}

/// <summary>A message on its way down to a device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Channel">Which of the device's topics.</param>
/// <param name="PayloadJson">The payload as the device contract states it.</param>
[GenerateSerializer, Immutable, Alias("hub.DownMessage")]
public sealed record DownMessage(
    [property: Id(0)] DeviceId Device,
    [property: Id(1)] DownChannel Channel,
    [property: Id(2)] string PayloadJson);

/// <summary>The topics that go down to a device.</summary>
public enum DownChannel
{
    /// <summary><c>{id}/command</c></summary>
    Command = 0,
    /// <summary><c>{id}/config</c>, retained</summary>
    Config = 1,
    /// <summary><c>{id}/receipt</c></summary>
    Receipt = 2,
}
