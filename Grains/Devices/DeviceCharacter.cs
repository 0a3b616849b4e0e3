using SafetyHub.Devices;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>In what the four kinds of device differ, as data.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Sender">Its bit in the event table's column of senders.</param>
/// <param name="Speaks">True when it says sentences and so takes commands; a camera or a sensor carries no voice.</param>
internal sealed record DeviceCharacter(DeviceKind Kind, Senders Sender, bool Speaks)
{
    public static DeviceCharacter Robot { get; } = new(DeviceKind.Robot, Senders.Robot, Speaks: true);
    public static DeviceCharacter Speaker { get; } = new(DeviceKind.Speaker, Senders.Speaker, Speaks: true);
    public static DeviceCharacter Camera { get; } = new(DeviceKind.Camera, Senders.Camera, Speaks: false);
    public static DeviceCharacter Sensor { get; } = new(DeviceKind.Sensor, Senders.Sensor, Speaks: false);
}
