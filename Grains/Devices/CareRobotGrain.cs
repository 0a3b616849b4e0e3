using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>A care robot: hears a held hand and a cry for help, and speaks.</summary>
internal sealed class CareRobotGrain(
    [PersistentState("robot", GrainsAssembly.Storage)] IPersistentState<RobotState> stored, DeviceGrainServices services, IGrainContext context)
    : DeviceGrain<RobotState>(stored, services, DeviceCharacter.Robot, context), ICareRobotGrain;
