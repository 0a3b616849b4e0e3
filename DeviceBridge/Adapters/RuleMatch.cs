using SafetyHub.Adapters;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>Whether a rule means a sighting.</summary>
internal static class RuleMatch
{
    /// <summary>True when the rule is about the sighting's stream or topic, or one above it.</summary>
    public static bool IsOn(AdapterRule rule, Sighting seen) =>
        seen.On.StartsWith(rule.On, StringComparison.Ordinal) && (seen.On.Length == rule.On.Length || seen.On[rule.On.Length] == '/');

    /// <summary>True when all of its conditions hold.</summary>
    public static bool Takes(AdapterRule rule, Sighting seen) =>
        IsOn(rule, seen)
        && AnyOf(rule.Labels, seen.Labels)
        && AnyOf(rule.Zones, seen.Zones)
        && (rule.Level is null || rule.Level == seen.Level)
        && (rule.MinScore is null || seen.Score >= rule.MinScore)
        && !seen.SubLabels.Any(s => rule.ExceptSubLabels.Contains(s, StringComparer.OrdinalIgnoreCase));

    /// <summary>The zone that met the rule, else the first one entered.</summary>
    public static string? ZoneOf(AdapterRule rule, Sighting seen) =>
        seen.Zones.FirstOrDefault(z => rule.Zones.Contains(z, StringComparer.Ordinal)) ?? (seen.Zones.Count > 0 ? seen.Zones[0] : null);

    private static bool AnyOf(IReadOnlyList<string> wanted, IReadOnlyList<string> found) => wanted.Count == 0 || found.Any(f => wanted.Contains(f, StringComparer.Ordinal));
}
