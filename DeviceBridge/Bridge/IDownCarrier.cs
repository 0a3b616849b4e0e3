using SafetyHub.DeviceBridge.Mqtt.Intake;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Bridge;

/// <summary>Carries messages down to devices: the embedded broker or the client of an external one. Never waits.</summary>
internal interface IDownCarrier
{
    /// <summary>True when it reaches every device, heard of lately or not.</summary>
    bool ReachesAll { get; }

    /// <summary>
    /// Takes a message for delivery; false when no client that wants it is connected here. <paramref name="keep"/>: sessions without a connection
    /// may keep it for later.
    /// </summary>
    bool TrySend(DeviceLink device, DownChannel channel, byte[] payload, bool keep);
}
