using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Mqtt.Embedded;

/// <summary>What a client may subscribe to. The codes are those of SUBACK in MQTT 5; 3.1.1 is told 0x80.</summary>
internal static class SubscriptionRules
{
    public const byte NotAuthorized = 0x87;
    public const byte FilterInvalid = 0x8F;
    public const byte QuotaExceeded = 0x97;
    public const byte NotShared = 0x9E;
    public const byte Unspecified = 0x80;

    /// <summary>Zero when a device may have the filter.</summary>
    public static byte Check(string filter, DeviceId device)
    {
        if (!DeviceTopics.IsFilter(filter)) return FilterInvalid;
        if (filter.StartsWith("$share/", StringComparison.Ordinal)) return NotShared;
        if (filter == DeviceTopics.HubState) return 0;
        return filter.StartsWith(DeviceTopics.Of(device, ""), StringComparison.Ordinal) ? (byte)0 : NotAuthorized;
    }

    /// <summary>Zero when a device with a claim may have the filter.</summary>
    public static byte CheckClaim(string filter, string claimId) => filter == DeviceTopics.ProvisionResponse(claimId) ? (byte)0 : NotAuthorized;
}
