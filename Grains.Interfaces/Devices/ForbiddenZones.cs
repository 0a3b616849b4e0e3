namespace SafetyHub.Devices;

/// <summary>The short form of a watch: zones in which a person is an intrusion.</summary>
public static class ForbiddenZones
{
    /// <summary>The behaviour that stands for it.</summary>
    public const string Behaviour = "intrusion";

    /// <summary>The zones that the watch forbids.</summary>
    public static IReadOnlyList<CameraZone> In(CameraWatch watch)
    {
        ArgumentNullException.ThrowIfNull(watch);
        return Setting(watch) is not { } intrusion ? [] : [.. watch.Zones.Where(zone => Names(intrusion, zone))];
    }

    /// <summary>
    /// The watch with exactly these zones forbidden. Zones that another behaviour names stay, the others that were forbidden go;
    /// severity, hours and options of the intrusion stay. No zones: nothing is forbidden any more.
    /// </summary>
    public static CameraWatch Put(CameraWatch watch, IReadOnlyList<CameraZone> zones)
    {
        ArgumentNullException.ThrowIfNull(watch);
        ArgumentNullException.ThrowIfNull(zones);
        var intrusion = Setting(watch);
        var others = watch.Behaviours.Where(behaviour => behaviour.Type != Behaviour).ToArray();
        var kept = watch.Zones.Where(zone => zones.All(given => given.Name != zone.Name)
            && (intrusion is null || !Names(intrusion, zone) || others.Any(other => other.Areas.Contains(zone.Name))));
        BehaviourSetting[] forbidding = zones.Count == 0
            ? []
            : [(intrusion ?? new BehaviourSetting(Behaviour, [], null, [], null)) with { Areas = [.. zones.Select(zone => zone.Name)] }];
        return watch with { Zones = [.. kept, .. zones], Behaviours = [.. forbidding, .. others] };
    }

    private static BehaviourSetting? Setting(CameraWatch watch) => watch.Behaviours.FirstOrDefault(behaviour => behaviour.Type == Behaviour);

    private static bool Names(BehaviourSetting intrusion, CameraZone zone) => intrusion.Areas.Count == 0 || intrusion.Areas.Contains(zone.Name);
}
