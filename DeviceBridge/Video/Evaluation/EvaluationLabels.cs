using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Evaluation;

/// <summary>What truly happens in a folder of clips: <c>labels.json</c> after every check.</summary>
/// <param name="Window">How far an alarm may lie from its event.</param>
/// <param name="Clips">The clips.</param>
internal sealed record EvaluationLabels(AlarmWindow Window, IReadOnlyList<LabelledClip> Clips);

/// <summary>An alarm is right from <paramref name="Before"/> ahead of its event until <paramref name="After"/> behind it (KISA: 2 s and 10 s).</summary>
internal sealed record AlarmWindow(TimeSpan Before, TimeSpan After)
{
    /// <summary>KISA's window.</summary>
    public static AlarmWindow Kisa { get; } = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(10));
}

/// <summary>One clip.</summary>
/// <param name="File">Path relative to the folder, as written.</param>
/// <param name="Path">The file itself.</param>
/// <param name="Facts">What the file says of itself.</param>
/// <param name="Watch">Zones, lines and the behaviours that run on it, with their defaults.</param>
/// <param name="Events">What happens, in order.</param>
/// <param name="Truth">Where people are, or null when nobody marked it.</param>
internal sealed record LabelledClip(
    string File, string Path, ClipFacts Facts, CameraWatch Watch, IReadOnlyList<LabelledEvent> Events, MotTruth? Truth);

/// <summary>Something that truly happens.</summary>
/// <param name="Type">Event type, for example <c>fall</c>.</param>
/// <param name="From">Its start, from the clip's start.</param>
/// <param name="To">Its end.</param>
internal sealed record LabelledEvent(string Type, TimeSpan From, TimeSpan To);

/// <summary>The labels are wrong; every fault is named.</summary>
internal sealed class LabelsException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    /// <summary>One English sentence each.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}
