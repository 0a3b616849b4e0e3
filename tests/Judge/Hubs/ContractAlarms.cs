using SafetyHub.Town.World.Hub;
using SafetyHub.Town.World.Messages;

namespace SafetyHub.Judge.Hubs;

/// <summary>What the device contract calls an alarm about the person, with its default severity. Faults of devices are not among them.</summary>
internal static class ContractAlarms
{
    public static (Concern Concern, Grade Grade)? Find(DeviceEvent message) => message.Type switch
    {
        "sos.hand-hold" or "sos.voice" or "sos.button" => (Concern.Sos, Grade.Critical),
        "fall" => (Concern.Fall, Grade.Critical),
        "fire" or "smoke" or "gas" => (Concern.Fire, Grade.Critical),
        "distress.sound" => (Concern.Distress, Grade.High),
        "medication.missed" or "meal.missed" => (Concern.Routine, Grade.Low),
        "sentiment.negative" => (Concern.Mood, message.Data?.Contains("self-harm", StringComparison.Ordinal) == true ? Grade.High : Grade.Low),
        _ => null,
    };
}
