namespace SafetyHub.Silo.Configuration;

/// <summary>
/// The sections under <c>SafetyHub</c> and the types that say which keys they may hold. A key that is in none of them stops the start:
/// a mistyped setting that is silently ignored is worse than a hub that asks.
/// </summary>
public static class ConfigurationCatalog
{
    /// <summary>Section name to its options type; null = a room checks its keys itself.</summary>
    public static IReadOnlyDictionary<string, Type?> Sections { get; } = new Dictionary<string, Type?>(StringComparer.OrdinalIgnoreCase)
    {
        ["Storage"] = typeof(StorageSection),
        ["Api"] = typeof(ApiSection),
        ["Cluster"] = typeof(ClusterSection),
        ["Telemetry"] = typeof(TelemetrySection),
        ["Alerts"] = typeof(Alerts.AlertsSection),
        ["Mqtt"] = null,
        ["Video"] = null,
        ["Devices"] = null,
        ["Escalation"] = null,
        ["Dashboard"] = null,
    };

    /// <summary>Settings that stand directly under <c>SafetyHub</c>.</summary>
    public static IReadOnlySet<string> Settings { get; } =
        new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "Roles", "DataDirectory", "Districts" };
}
