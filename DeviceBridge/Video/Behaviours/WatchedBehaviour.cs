using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Behaviours;

/// <summary>One behaviour of one camera with its areas, hours and options checked. Runs only inside its hours.</summary>
internal sealed class WatchedBehaviour : IDisposable
{
    private readonly IBehaviourKind _kind;
    private readonly object _options;
    private IBehaviour? _running;

    private WatchedBehaviour(BehaviourSetting setting, IBehaviourKind kind, object options) => (Setting, _kind, _options) = (setting, kind, options);

    public BehaviourSetting Setting { get; private set; }

    /// <summary>True when it only guesses.</summary>
    public bool IsHint => _kind.IsHint;

    public IReadOnlyList<Zone> Zones { get; private set; } = [];

    public IReadOnlyList<Line> Lines { get; private set; } = [];

    /// <summary>Builds it, or says every fault.</summary>
    public static (WatchedBehaviour? Behaviour, IReadOnlyList<string> Faults) From(BehaviourSetting setting, IReadOnlyList<Zone> zones, IReadOnlyList<Line> lines)
    {
        if (BehaviourKinds.Find(setting.Type) is not { } kind)
            return (null, [$"{setting.Type}: this bridge does not know the behaviour"]);
        var (options, faults) = BehaviourOptionsReader.Read(kind.OptionsType, setting.Options);
        string[] all = [.. faults.Select(fault => $"{setting.Type} options: {fault}"), .. AreaFaults(setting, kind, zones, lines)];
        if (options is null || all.Length > 0)
            return (null, all);
        var built = new WatchedBehaviour(setting, kind, options);
        built.Place(setting, zones, lines);
        return (built, []);
    }

    /// <summary>True when the running behaviour may go on under the setting: its areas, hours and severity may differ.</summary>
    public bool CanFollow(BehaviourSetting setting) => setting.Type == Setting.Type && setting.Options == Setting.Options;

    /// <summary>Hands over what it remembers, so that a changed area does not make it forget the rest.</summary>
    public void HandTo(WatchedBehaviour successor) => (successor._running, _running) = (_running, null);

    public void Observe(Scene scene, List<Finding> findings)
    {
        if (!IsOpen(scene.At))
        {
            Dispose();
            return;
        }
        _running ??= _kind.Create(_options);
        _running.Observe(scene with { Zones = Zones, Lines = Lines }, findings);
    }

    public void Dispose()
    {
        (_running as IDisposable)?.Dispose();
        _running = null;
    }

    private bool IsOpen(DateTimeOffset at)
    {
        if (Setting.Hours.Count == 0)
            return true;
        var local = CityClock.Local(at);
        return Setting.Hours.Any(hours => hours.Contains(local));
    }

    private void Place(BehaviourSetting setting, IReadOnlyList<Zone> zones, IReadOnlyList<Line> lines)
    {
        Setting = setting;
        Lines = _kind.Areas == AreaKind.Lines ? [.. lines.Where(line => IsNamed(setting, line.Id))] : [];
        if (_kind.Areas == AreaKind.Zones)
            Zones = zones.Count == 0 ? [Zone.WholePicture] : [.. zones.Where(zone => IsNamed(setting, zone.Id))];
    }

    private static bool IsNamed(BehaviourSetting setting, string area) => setting.Areas.Count == 0 || setting.Areas.Contains(area);

    private static IEnumerable<string> AreaFaults(BehaviourSetting setting, IBehaviourKind kind, IReadOnlyList<Zone> zones, IReadOnlyList<Line> lines)
    {
        var ofLines = kind.Areas == AreaKind.Lines;
        foreach (var area in setting.Areas)
        {
            if (!(ofLines ? lines.Any(line => line.Id == area) : zones.Any(zone => zone.Id == area)))
                yield return $"{setting.Type}: there is no {(ofLines ? "line" : "zone")} '{area}'";
        }
        if (ofLines && lines.Count == 0)
            yield return $"{setting.Type}: the camera has no line";
    }
}
