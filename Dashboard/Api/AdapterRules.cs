using SafetyHub.Adapters;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Api;

/// <summary>Reads a mapping and says what is wrong with it.</summary>
internal static class AdapterRules
{
    private const int MostRules = 32;
    private const int MostEntries = 32;
    private const int LongestName = 128;

    public static AdapterCamera Read(string adapter, DeviceId camera, AdapterCameraBody body)
    {
        if (body.FrameWidth is null != body.FrameHeight is null) throw new InvalidInputException("frameWidth", "'frameWidth' and 'frameHeight' belong together.");
        return new AdapterCamera(
            adapter, camera, Input.Text(body.Foreign, "foreign", LongestName), Source(body.Source),
            Side(body.FrameWidth, "frameWidth"), Side(body.FrameHeight, "frameHeight"), Quiet(body.QuietSeconds), body.Rules is null ? null : Rules(body.Rules));
    }

    private static string? Source(string? text) => Input.OptionalText(text, "source", 64) is { Length: > 0 } source ? source : null;

    private static int? Side(int? pixels, string field) =>
        pixels is null or (>= 16 and <= 16_384) ? pixels : throw new InvalidInputException(field, $"'{field}' must be between 16 and 16384 pixels.");

    private static TimeSpan? Quiet(int? seconds) => seconds switch
    {
        null => null,
        >= 60 and <= 604_800 => TimeSpan.FromSeconds(seconds.Value),
        _ => throw new InvalidInputException("quietSeconds", "'quietSeconds' must be between 60 and 604800."),
    };

    private static List<AdapterRule> Rules(IReadOnlyList<AdapterRuleBody> bodies)
    {
        if (bodies.Count is 0 or > MostRules) throw new InvalidInputException("rules", $"A camera has 1 to {MostRules} rules, or none given for the standard ones.");
        return [.. bodies.Select((body, i) => Rule(body, $"rules[{i}]"))];
    }

    private static AdapterRule Rule(AdapterRuleBody body, string path)
    {
        var on = Input.Text(body.On, path + ".on", LongestName);
        if (on.StartsWith("tns1:", StringComparison.Ordinal)) on = on["tns1:".Length..];
        if (body.MinScore is not null && on != "events") throw new InvalidInputException(path + ".minScore", "Only Frigate's events have a score.");
        if (body.MinScore is < 0 or > 1 || body.MinScore is { } score && !double.IsFinite(score)) throw new InvalidInputException(path + ".minScore", "'minScore' must be between 0 and 1.");
        if (body.Level is not null && on != "reviews") throw new InvalidInputException(path + ".level", "Only Frigate's reviews have a level.");
        if (body.Level is not (null or "alert" or "detection")) throw new InvalidInputException(path + ".level", "'level' must be alert or detection.");
        if (on is not ("events" or "reviews") && (body.Zones is { Count: > 0 } || body.ExceptSubLabels is { Count: > 0 }))
            throw new InvalidInputException(path + ".zones", "Zones and sub labels are Frigate's; an ONVIF rule is chosen by its topic and name.");
        return new AdapterRule(
            on, Names(body.Labels, path + ".labels"), Names(body.Zones, path + ".zones"), Names(body.ExceptSubLabels, path + ".exceptSubLabels"), body.MinScore, body.Level,
            Type(body.Type, path + ".type"), body.Severity is null ? null : Input.Choice<Severity>(body.Severity, path + ".severity"));
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string>? names, string field)
    {
        if (names is null) return [];
        if (names.Count > MostEntries) throw new InvalidInputException(field, $"'{field}' has at most {MostEntries} entries.");
        return [.. names.Select(name => Input.Text(name, field, LongestName))];
    }

    private static string Type(string? type, string field) =>
        type is not null && AdapterTypes.All.Contains(type) ? type : throw new InvalidInputException(field, $"'{field}' must be one of {string.Join(", ", AdapterTypes.All)}.");
}
