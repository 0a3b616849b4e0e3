using SafetyHub.Devices;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub;

/// <summary>
/// Builds every grain key. The ADO.NET storage provider ignores the grain type and reads keys that look hexadecimal as numbers,
/// so each key starts with a prefix that holds a hyphen and a letter past f: no two grains can ever share a row.
/// </summary>
public static class GrainKeys
{
    /// <summary>Key of the one silo-wide roster of bridge processes.</summary>
    public const string BridgeRoster = "roster-bridges";

    /// <summary>Key of the one scheduler that shares the cameras out between bridges.</summary>
    public const string CameraScheduler = "scheduler-cameras";

    /// <summary>Key of the one roster of adapters.</summary>
    public const string AdapterRoster = "roster-adapters";

    /// <summary>Key of the grain that tells the risk rules.</summary>
    public const string RiskRules = "roster-risk-rules";

    /// <summary>Key of the district feed that carries incidents of districts that are not configured.</summary>
    public const string OtherDistrict = "other";

    /// <summary>Every prefix in use; a start-up check proves that no key without one reaches storage.</summary>
    public static IReadOnlyList<string> Prefixes { get; } =
        ["robot-", "speaker-", "camera-", "sensor-", "resident-", "place-", "incident-", "feed-", "duty-", "worker-", "roster-", "scheduler-"];

    /// <summary>Key of a device's grain; the prefix follows the kind.</summary>
    public static string Device(DeviceKind kind, DeviceId id) => kind switch
    {
        DeviceKind.Robot => "robot-" + id.Value,
        DeviceKind.Speaker => "speaker-" + id.Value,
        DeviceKind.Camera => "camera-" + id.Value,
        DeviceKind.Sensor => "sensor-" + id.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown device kind"),
    };

    /// <summary>Key of a resident's or a place's grain.</summary>
    public static string Subject(SubjectRef subject) => subject.Kind switch
    {
        SubjectKind.Resident => "resident-" + subject.Id,
        SubjectKind.Place => "place-" + subject.Id,
        _ => throw new ArgumentOutOfRangeException(nameof(subject), subject.Kind, "Unknown subject kind"),
    };

    /// <summary>Key of an incident's grain.</summary>
    public static string Incident(IncidentId id) => "incident-" + id.Value;

    /// <summary>Key of a district's feed.</summary>
    public static string Feed(string district) => "feed-" + district;

    /// <summary>Key of a district's duty order.</summary>
    public static string Duty(string district) => "duty-" + district;

    /// <summary>Key of a caseworker's grain.</summary>
    public static string Caseworker(string id) => "worker-" + id;

    /// <summary>The id behind a key: what follows the first prefix that fits.</summary>
    /// <exception cref="ArgumentException">The key has none of <see cref="Prefixes"/>.</exception>
    public static string IdOf(string key)
    {
        foreach (var prefix in Prefixes)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal)) return key[prefix.Length..];
        }
        throw new ArgumentException($"'{key}' was not built by GrainKeys", nameof(key));
    }
}
