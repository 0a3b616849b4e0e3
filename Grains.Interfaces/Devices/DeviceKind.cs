namespace SafetyHub.Devices;

/// <summary>What a device is. It comes from the hub's registry, never from a payload.</summary>
public enum DeviceKind
{
    /// <summary>Care robot (돌봄로봇), for example a Hyodol doll.</summary>
    Robot = 1,
    /// <summary>Smart speaker (돌봄스피커).</summary>
    Speaker = 2,
    /// <summary>Camera (CCTV).</summary>
    Camera = 3,
    /// <summary>Sensor: motion, door, fire, gas, smart plug, emergency button.</summary>
    Sensor = 4,
}
