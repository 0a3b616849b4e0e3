using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>The one way in for what devices report, whatever carried it. Safe for concurrent use.</summary>
public interface IDeviceIntake
{
    /// <summary>
    /// Reports an event of a source inside this process, for example the video pipeline. When the task completes the event is on disk.
    /// </summary>
    /// <exception cref="UnknownDeviceException">Nobody registered the device, or it is registered as another kind.</exception>
    Task<EventReceipt> ReportEventAsync(DeviceKind kind, DeviceEvent deviceEvent, CancellationToken cancel);

    /// <summary>
    /// Reports what a leased camera saw, with the number of its lease. When the task completes it is on disk, or refused because the camera had
    /// changed hands before it was seen.
    /// </summary>
    /// <exception cref="UnknownDeviceException">Nobody registered the camera.</exception>
    Task<EventReceipt> ReportObservationAsync(DeviceEvent seen, long epoch, CancellationToken cancel);
}

/// <summary>A report of a device that the registry does not know.</summary>
public sealed class UnknownDeviceException(DeviceId device, DeviceKind kind)
    : Exception($"No {kind} is registered as '{device}'")
{
    /// <summary>The device.</summary>
    public DeviceId Device { get; } = device;
}
