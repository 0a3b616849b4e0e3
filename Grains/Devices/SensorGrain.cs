using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>A sensor: motion, door, fire, gas, plug, emergency button.</summary>
internal sealed class SensorGrain(
    [PersistentState("sensor", GrainsAssembly.Storage)] IPersistentState<SensorState> stored, DeviceGrainServices services, IGrainContext context)
    : DeviceGrain<SensorState>(stored, services, DeviceCharacter.Sensor, context), ISensorGrain;
