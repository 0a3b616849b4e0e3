using SafetyHub.Devices;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Escalation;

/// <summary>Finds out who and what can respond. Answers may be slow or fail; the caller waits only for a bounded time.</summary>
public interface IResponders
{
    /// <summary>Caseworkers on duty in a district at this instant, in the order of the table.</summary>
    Task<IReadOnlyList<string>> OnDutyAsync(string district, DateTimeOffset at);

    /// <summary>Which of the person's own devices should speak, and in which language.</summary>
    Task<ResponderVoice> VoiceAsync(SubjectRef subject, DeviceKind reporterKind, DeviceId reporter);
}

/// <summary>A device that speaks.</summary>
/// <param name="Device"><c>{kind}/{id}</c>, or null when none can.</param>
/// <param name="Language">Language of the person's devices, <c>ko</c> or <c>en</c>.</param>
public sealed record ResponderVoice(string? Device, string Language)
{
    /// <summary>The language where no record says another.</summary>
    public const string DefaultLanguage = "ko";

    /// <summary>What is known without asking anybody: the reporting device, if it can speak.</summary>
    public static ResponderVoice OfReporter(DeviceKind kind, DeviceId id) =>
        new(kind is DeviceKind.Robot or DeviceKind.Speaker ? Name(kind, id) : null, DefaultLanguage);

    /// <summary>A device as alerts address it.</summary>
    public static string Name(DeviceKind kind, DeviceId id) => kind switch
    {
        DeviceKind.Robot => "robot/" + id,
        DeviceKind.Speaker => "speaker/" + id,
        DeviceKind.Camera => "camera/" + id,
        DeviceKind.Sensor => "sensor/" + id,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown device kind"),
    };
}
