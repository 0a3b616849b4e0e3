using SafetyHub.Adapters;

namespace SafetyHub.Dashboard.Api;

/// <summary>Which foreign camera a camera of the hub is, and what its sightings mean.</summary>
/// <param name="Foreign">Frigate: the camera's name. ONVIF: what stands before <c>/onvif-ej</c> in its topics. 1 to 128 characters.</param>
/// <param name="Source">ONVIF: token of the video source where one device has several; at most 64 characters, or null for any.</param>
/// <param name="FrameWidth">Frigate: width of its detection picture in pixels, 16 to 16,384; with the height it lets boxes be shown.</param>
/// <param name="FrameHeight">Its height.</param>
/// <param name="QuietSeconds">ONVIF: seconds without any message after which the camera counts as gone, 60 to 604,800; default 3,600.</param>
/// <param name="Rules">1 to 32; none given takes the adapter's standard rules.</param>
public sealed record AdapterCameraBody(string? Foreign, string? Source, int? FrameWidth, int? FrameHeight, int? QuietSeconds, IReadOnlyList<AdapterRuleBody>? Rules);

/// <summary>Which sighting becomes which event; all conditions must hold.</summary>
/// <param name="On">Frigate: <c>events</c> or <c>reviews</c>. ONVIF: the topic, for example <c>RuleEngine/FieldDetector/ObjectsInside</c>.</param>
/// <param name="Labels">Frigate's labels, or the names of the camera's rules; any of at most 32.</param>
/// <param name="Zones">Frigate's zones that were entered; any of at most 32.</param>
/// <param name="ExceptSubLabels">Frigate's sub labels that take a sighting out; at most 32.</param>
/// <param name="MinScore">Lowest score, 0 to 1; only on <c>events</c>.</param>
/// <param name="Level"><c>alert</c> or <c>detection</c>; only on <c>reviews</c>.</param>
/// <param name="Type">The event type that it becomes.</param>
/// <param name="Severity"><c>critical</c>, <c>high</c>, <c>medium</c> or <c>low</c>; none given takes the event table's.</param>
public sealed record AdapterRuleBody(
    string? On, IReadOnlyList<string>? Labels, IReadOnlyList<string>? Zones, IReadOnlyList<string>? ExceptSubLabels, double? MinScore, string? Level, string? Type, string? Severity);

/// <summary>A mapped camera.</summary>
public sealed record AdapterCameraView(
    string Adapter, string Camera, string Foreign, string? Source, int? FrameWidth, int? FrameHeight, int? QuietSeconds, IReadOnlyList<AdapterRuleBody>? Rules)
{
    internal static AdapterCameraView Of(AdapterCamera mapping) => new(
        mapping.Adapter, mapping.Camera.Value, mapping.Foreign, mapping.Source, mapping.FrameWidth, mapping.FrameHeight, (int?)mapping.QuietLimit?.TotalSeconds,
        mapping.Rules is null ? null : [.. mapping.Rules.Select(Rule)]);

    private static AdapterRuleBody Rule(AdapterRule rule) => new(
        rule.On, rule.Labels, rule.Zones, rule.ExceptSubLabels, rule.MinScore, rule.Level, rule.Type, rule.Severity is { } severity ? Input.Kebab(severity) : null);
}

/// <summary>An adapter on one bridge, or one that no bridge runs but that has mapped cameras.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Bridge">The bridge that runs it; null when none does.</param>
/// <param name="Kind"><c>frigate</c> or <c>onvif</c>; null when no bridge runs it.</param>
/// <param name="Way"><c>broker</c>, <c>hub-broker</c> or <c>embedded</c>; null when no bridge runs it.</param>
/// <param name="Connected">Whether its connection stands.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Availability">The foreign system's own word, or null.</param>
/// <param name="Trouble">What is wrong, or null.</param>
/// <param name="Cameras">Mapped cameras.</param>
/// <param name="Unmapped">Entries of <c>/adapters/{name}/unmapped</c>.</param>
/// <param name="Counts">Messages since the bridge started, by what became of them.</param>
public sealed record AdapterView(
    string Name, string? Bridge, AdapterKind? Kind, AdapterWay? Way, bool Connected, DateTimeOffset? Since, string? Availability, string? Trouble, int Cameras, int Unmapped,
    IReadOnlyDictionary<string, long> Counts)
{
    internal static AdapterView Of(AdapterStatus status, int cameras) => new(
        status.Name, status.Bridge, status.Kind, status.Way, status.Connected, status.Since, status.Availability, status.Trouble, cameras, status.Unmapped.Count, status.Counts);

    internal static AdapterView NotRunning(string name, int cameras) => new(
        name, null, null, null, false, null, null, "no bridge runs this adapter", cameras, 0, new Dictionary<string, long>());
}

/// <summary>What came from foreign cameras without a mapping, the latest first.</summary>
/// <param name="Items">At most 500 for each bridge.</param>
/// <param name="LeftOut">Further ones that did not fit.</param>
public sealed record UnmappedView(IReadOnlyList<UnmappedSighting> Items, long LeftOut);
