namespace SafetyHub.Devices;

/// <summary>Finds a device's grain by kind and id.</summary>
public static class DeviceGrainFactory
{
    /// <summary>The grain of a device.</summary>
    public static IDeviceGrain GetDevice(this IGrainFactory grains, DeviceKind kind, DeviceId id) => kind switch
    {
        DeviceKind.Robot => grains.GetGrain<ICareRobotGrain>(GrainKeys.Device(kind, id)),
        DeviceKind.Speaker => grains.GetGrain<ISmartSpeakerGrain>(GrainKeys.Device(kind, id)),
        DeviceKind.Camera => grains.GetGrain<ICameraGrain>(GrainKeys.Device(kind, id)),
        DeviceKind.Sensor => grains.GetGrain<ISensorGrain>(GrainKeys.Device(kind, id)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown device kind"),
    };
}
