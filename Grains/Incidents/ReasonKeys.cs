namespace SafetyHub.Grains.Incidents;

/// <summary>Resource keys of the reasons that incidents show, with their arguments.</summary>
internal static class ReasonKeys
{
    /// <summary>event type, device</summary>
    public const string Signal = "reason.signal";
    /// <summary>event type, device</summary>
    public const string SignalLate = "reason.signal-late";
    /// <summary>event type, device</summary>
    public const string ClockCorrected = "reason.clock-corrected";
    /// <summary>event type, device</summary>
    public const string OutOfOrder = "reason.out-of-order";
    /// <summary>event type, device</summary>
    public const string UnknownType = "reason.unknown-type";
    /// <summary>event type, device</summary>
    public const string UnexpectedSender = "reason.unexpected-sender";
    /// <summary>severity before, severity now, event type</summary>
    public const string SeverityRaised = "reason.severity-raised";
    /// <summary>severity before, severity now</summary>
    public const string SeverityLowered = "reason.severity-lowered";
    /// <summary>event type</summary>
    public const string Cleared = "reason.cleared";
    /// <summary>event type</summary>
    public const string Returned = "reason.returned";
    /// <summary>no arguments</summary>
    public const string TakenBack = "reason.taken-back";
    /// <summary>no arguments</summary>
    public const string Presence = "reason.presence";
    /// <summary>no arguments</summary>
    public const string Intervention = "reason.intervention";
    /// <summary>the owner before</summary>
    public const string Lapsed = "reason.acknowledgement-lapsed";
    /// <summary>the owner before</summary>
    public const string GivenBack = "reason.acknowledgement-returned";
    /// <summary>no arguments</summary>
    public const string ShelvingEndedBySeverity = "reason.shelving-ended-by-severity";
    /// <summary>no arguments</summary>
    public const string BecameReal = "reason.became-real";
    /// <summary>no arguments</summary>
    public const string NobodyOnDuty = "reason.nobody-on-duty";
    /// <summary>no arguments</summary>
    public const string DutyUnreachable = "reason.duty-unreachable";
    /// <summary>channel, recipient</summary>
    public const string AlertFailed = "reason.alert-failed";
    /// <summary>no arguments</summary>
    public const string NoVoice = "reason.no-voice";
}
