using SafetyHub.DeviceBridge.Mqtt.Codecs;

namespace SafetyHub.DeviceBridge.Mqtt.Intake;

/// <summary>What the carrier of a message must do with it.</summary>
internal enum IntakeVerdict
{
    /// <summary>Acknowledge it.</summary>
    Taken = 0,
    /// <summary>Acknowledge it after <see cref="IntakeResult.Hold"/>.</summary>
    TakenSlowly,
    /// <summary>Acknowledge it as refused.</summary>
    Refused,
    /// <summary>Acknowledge it as refused and close the connection: too many were.</summary>
    RefusedTooOften,
    /// <summary>Do not acknowledge it: it is not durable, the device must send it again.</summary>
    NotStored,
    /// <summary>Do not acknowledge it now: it is a decoded event over the device's rate, to be handed in later.</summary>
    TooFast,
}

/// <summary>The verdict on a message.</summary>
/// <param name="Verdict">What to do.</param>
/// <param name="Hold">How long to withhold the acknowledgement.</param>
/// <param name="Rejection">Why it was refused.</param>
/// <param name="Event">The event that came too fast.</param>
/// <param name="Receipt">The receipt to send once the message is acknowledged.</param>
internal readonly record struct IntakeResult(IntakeVerdict Verdict, TimeSpan Hold = default, Rejection? Rejection = null, DecodedEvent? Event = null, byte[]? Receipt = null)
{
    public static IntakeResult Taken { get; } = new(IntakeVerdict.Taken);
}
