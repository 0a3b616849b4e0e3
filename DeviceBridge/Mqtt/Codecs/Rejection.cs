namespace SafetyHub.DeviceBridge.Mqtt.Codecs;

/// <summary>Why a message was not understood.</summary>
/// <param name="Cause">Short code, one of <see cref="RejectionCause"/>.</param>
/// <param name="Detail">One English sentence.</param>
internal sealed record Rejection(string Cause, string Detail);

/// <summary>The causes, as they stand in the quarantine, in metrics and in the receipt.</summary>
internal static class RejectionCause
{
    public const string NotUtf8 = "not-utf8";
    public const string NotJson = "not-json";
    public const string TooLarge = "too-large";
    public const string TooDeep = "too-deep";
    public const string TooMany = "too-many";
    public const string MissingField = "missing-field";
    public const string DuplicateField = "duplicate-field";
    public const string BadType = "bad-type";
    public const string BadRange = "bad-range";
    public const string BadId = "bad-id";
    public const string UnknownTopic = "unknown-topic";
    public const string UnknownDevice = "unknown-device";
    public const string NotAllowed = "not-allowed";
}

/// <summary>Thrown inside a decoder at the first thing that is wrong; never leaves <see cref="Decoder"/>.</summary>
internal sealed class RejectedPayloadException(string cause, string detail) : Exception(detail)
{
    public Rejection Rejection { get; } = new(cause, detail);
}
