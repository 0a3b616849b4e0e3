using SafetyHub.Dashboard;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Mqtt;
using SafetyHub.DeviceBridge.Video;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.Grains.Bridges;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Risk;
using SafetyHub.Grains.Signals;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Configuration;

/// <summary>
/// The sections under <c>SafetyHub</c> and the types that say which keys they may hold. A key that is in none of them stops the start:
/// a mistyped setting that is silently ignored is worse than a hub that asks.
/// </summary>
public static class ConfigurationCatalog
{
    /// <summary>Section name to its options type.</summary>
    public static IReadOnlyDictionary<string, Type> Sections { get; } = new Dictionary<string, Type>(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = typeof(StorageOptions),
        ["Evidence"] = typeof(EvidenceOptions),
        ["Recording"] = typeof(RecordingOptions),
        ["Privacy"] = typeof(PrivacyOptions),
        ["Api"] = typeof(ApiSection),
        ["Cluster"] = typeof(ClusterSection),
        ["Telemetry"] = typeof(TelemetrySection),
        ["Alerts"] = typeof(AlertsSection),
        ["Devices"] = typeof(DeviceOptions),
        ["Bridges"] = typeof(BridgeOptions),
        ["Risk"] = typeof(RiskOptions),
        ["Signals"] = typeof(SignalOptions),
        ["Escalation"] = typeof(EscalationOptions),
        ["Mqtt"] = typeof(MqttOptions),
        ["Adapters"] = typeof(AdaptersOptions),
        ["Video"] = typeof(VideoOptions),
        ["Dashboard"] = typeof(DashboardOptions),
    };

    /// <summary>Settings that stand directly under <c>SafetyHub</c>.</summary>
    public static IReadOnlySet<string> Settings { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Roles", "DataDirectory", "Districts" };
}
