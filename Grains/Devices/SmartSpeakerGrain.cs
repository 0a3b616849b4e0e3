using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>A smart speaker: hears and speaks.</summary>
internal sealed class SmartSpeakerGrain(
    [PersistentState("speaker", GrainsAssembly.Storage)] IPersistentState<SpeakerState> stored, DeviceGrainServices services, IGrainContext context)
    : DeviceGrain<SpeakerState>(stored, services, DeviceCharacter.Speaker, context), ISmartSpeakerGrain;
