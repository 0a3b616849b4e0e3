using SafetyHub.Incidents;

namespace SafetyHub.Adapters;

/// <summary>Which foreign sighting becomes which event. All conditions must hold; a list is met by any of its entries, an empty list by everything.</summary>
/// <param name="On">
/// Frigate: <c>events</c> or <c>reviews</c>. ONVIF: the topic without namespace, for example <c>RuleEngine/FieldDetector/ObjectsInside</c>; topics below it are
/// meant too. 1 to 128 characters.
/// </param>
/// <param name="Labels">Frigate: labels such as <c>person</c>. ONVIF: names of the camera's rules. At most 32.</param>
/// <param name="Zones">Frigate: zones that the object has entered. At most 32; ONVIF has none.</param>
/// <param name="ExceptSubLabels">Frigate: sub labels that take a sighting out, for example a delivery service. At most 32; ONVIF has none.</param>
/// <param name="MinScore">Lowest score, 0 to 1, or null. Frigate's events only.</param>
/// <param name="Level">Frigate's reviews only: <c>alert</c> or <c>detection</c>; null for both.</param>
/// <param name="Type">Event type, one of <see cref="AdapterTypes.All"/>.</param>
/// <param name="Severity">Severity of the incident; null takes the event table's.</param>
[GenerateSerializer, Immutable, Alias("hub.AdapterRule")]
public sealed record AdapterRule(
    [property: Id(0)] string On,
    [property: Id(1)] IReadOnlyList<string> Labels,
    [property: Id(2)] IReadOnlyList<string> Zones,
    [property: Id(3)] IReadOnlyList<string> ExceptSubLabels,
    [property: Id(4)] double? MinScore,
    [property: Id(5)] string? Level,
    [property: Id(6)] string Type,
    [property: Id(7)] Severity? Severity);
