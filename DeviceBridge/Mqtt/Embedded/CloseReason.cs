namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>Why a connection ends.</summary>
internal enum CloseReason
{
    /// <summary>The client said goodbye.</summary>
    Goodbye = 0,
    /// <summary>The client went away without a word.</summary>
    Gone,
    /// <summary>It broke the protocol.</summary>
    Protocol,
    /// <summary>It sent a packet over the limit.</summary>
    PacketTooLarge,
    /// <summary>It published to something that is no topic.</summary>
    TopicInvalid,
    /// <summary>It was silent for longer than its keep-alive allows, or began a packet and did not end it.</summary>
    KeepAlive,
    /// <summary>It did not sign in in time, or was refused.</summary>
    NotSignedIn,
    /// <summary>The same client id connected again.</summary>
    TakenOver,
    /// <summary>It reads too slowly or does not acknowledge.</summary>
    Overflow,
    /// <summary>Too many of its messages were refused.</summary>
    TooManyRefused,
    /// <summary>An event was not stored in time; the device must send it again.</summary>
    NotStored,
    /// <summary>The hub stops.</summary>
    Stopping,
    /// <summary>The hub failed.</summary>
    Fault,
}

/// <summary>The words of MQTT 5 for the reasons.</summary>
internal static class CloseReasons
{
    /// <summary>Reason code of the DISCONNECT, or null when none is sent.</summary>
    public static byte? Code(this CloseReason reason) => reason switch
    {
        CloseReason.Protocol => 0x82,
        CloseReason.PacketTooLarge => 0x95,
        CloseReason.TopicInvalid => 0x90,
        CloseReason.KeepAlive => 0x8D,
        CloseReason.TakenOver => 0x8E,
        CloseReason.Overflow => 0x97,
        CloseReason.TooManyRefused => 0x96,
        CloseReason.NotStored => 0x89,
        CloseReason.Stopping => 0x8B,
        CloseReason.Fault => 0x83,
        _ => null,
    };

    /// <summary>True when the device did not mean to go, so that its Last Will speaks. Not when another connection of it took over, and not when the hub itself goes.</summary>
    public static bool CallsWill(this CloseReason reason) => reason is not (CloseReason.Goodbye or CloseReason.TakenOver or CloseReason.Stopping or CloseReason.NotSignedIn);
}
