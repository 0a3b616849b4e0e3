using System.Text;
using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Devices;

/// <summary>Checks a camera's watch against its contract. The one place that decides: the API only reads the shape.</summary>
internal static class WatchRules
{
    public const int MostAreas = ZonePolygon.MostZones;
    public const int MostBehaviours = 16;
    public const int MostHours = 32;
    public const int LongestName = 64;
    public const int MostOptionBytes = 4096;

    /// <summary>What is wrong with it, in English, or null when nothing is.</summary>
    public static string? Fault(CameraWatch watch) =>
        AreaFault(watch) ?? BehaviourFault(watch) ?? HoursFault(watch.PrivacyHours, "The privacy hours");

    private static string? AreaFault(CameraWatch watch)
    {
        if (watch.Zones.Count > MostAreas || watch.Lines.Count > MostAreas) return $"A camera has at most {MostAreas} zones and {MostAreas} lines";
        string[] names = [.. watch.Zones.Select(zone => zone.Name), .. watch.Lines.Select(line => line.Name)];
        if (names.Any(name => !IsName(name))) return $"The name of a zone or line has 1 to {LongestName} characters and no control characters";
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length) return "Zones and lines have names of their own; one is there twice";
        foreach (var zone in watch.Zones)
        {
            if (ZonePolygon.Fault(zone.Polygon) is { } fault) return $"Zone '{zone.Name}' {fault}";
        }
        var wrong = watch.Lines.FirstOrDefault(line => !IsInside(line.From) || !IsInside(line.To) || line.From == line.To);
        return wrong is null ? null : $"Line '{wrong.Name}' has two different ends between 0,0 and 1,1";
    }

    private static string? BehaviourFault(CameraWatch watch)
    {
        if (watch.Behaviours.Count > MostBehaviours) return $"A camera has at most {MostBehaviours} behaviours";
        if (watch.Behaviours.DistinctBy(behaviour => behaviour.Type).Count() != watch.Behaviours.Count) return "Each behaviour is set once";
        var areas = watch.Zones.Select(zone => zone.Name).Concat(watch.Lines.Select(line => line.Name)).ToHashSet(StringComparer.Ordinal);
        return watch.Behaviours.Select(behaviour => Fault(behaviour, areas)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Fault(BehaviourSetting behaviour, HashSet<string> areas)
    {
        if (!IsSeenByCameras(behaviour.Type)) return $"'{behaviour.Type}' is no event type that a camera watches for";
        if (behaviour.Areas.FirstOrDefault(area => !areas.Contains(area)) is { } unknown) return $"{behaviour.Type}: there is no zone or line '{unknown}'";
        if (behaviour.Severity is { } severity && !Enum.IsDefined(severity)) return $"{behaviour.Type}: the severity is unknown";
        return HoursFault(behaviour.Hours, $"{behaviour.Type}: the hours") ?? OptionsFault(behaviour);
    }

    private static bool IsSeenByCameras(string? type) =>
        type is not null && EventTable.Find(type) is { IsInternal: false } rule && rule.Type == type && (rule.From & Senders.Camera) != 0
        && rule.Category is not (IncidentCategory.CameraFault or IncidentCategory.DeviceFault or IncidentCategory.Test or IncidentCategory.Sos or null);

    private static string? OptionsFault(BehaviourSetting behaviour)
    {
        if (behaviour.Options is not { } text) return null;
        if (Encoding.UTF8.GetByteCount(text) > MostOptionBytes) return $"{behaviour.Type}: the options have at most {MostOptionBytes} bytes";
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object ? null : $"{behaviour.Type}: the options are a JSON object";
        }
        catch (JsonException)
        {
            return $"{behaviour.Type}: the options are not JSON";
        }
    }

    private static string? HoursFault(IReadOnlyList<WeeklyHours> hours, string whose)
    {
        if (hours.Count > MostHours) return $"{whose} have at most {MostHours} parts";
        return hours.Any(part => part.Days.Count == 0 || part.Days.Any(day => !Enum.IsDefined(day)) || part.Days.Distinct().Count() != part.Days.Count)
            ? $"{whose} name at least one day, each once" : null;
    }

    private static bool IsName(string? name) => name is { Length: >= 1 and <= LongestName } && !name.Any(char.IsControl) && name.Trim() == name;

    private static bool IsInside(ZonePoint p) => p.X is >= 0 and <= 1 && p.Y is >= 0 and <= 1;
}
