using System.Globalization;
using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Devices;

/// <summary>A camera's watch while somebody edits it on the screen.</summary>
internal sealed class WatchDraft
{
    public List<AreaDraft> Areas { get; } = [];

    public List<BehaviourDraft> Behaviours { get; } = [];

    public List<HoursDraft> PrivacyHours { get; } = [];

    /// <summary>The watch as it is, with a line for each behaviour that could be added.</summary>
    public static WatchDraft Of(CameraWatch watch, IReadOnlyList<BehaviourOffer> offers)
    {
        var draft = new WatchDraft();
        draft.Areas.AddRange(watch.Zones.Select(zone => new AreaDraft(isLine: false, zone.Name, zone.Polygon)));
        draft.Areas.AddRange(watch.Lines.Select(line => new AreaDraft(isLine: true, line.Name, [line.From, line.To])));
        foreach (var type in watch.Behaviours.Select(setting => setting.Type).Union(offers.Select(offer => offer.Type)).Order(StringComparer.Ordinal))
        {
            var ofLines = offers.FirstOrDefault(offer => offer.Type == type)?.OfLines;
            draft.Behaviours.Add(new BehaviourDraft(type, ofLines, watch.Behaviours.FirstOrDefault(setting => setting.Type == type)));
        }
        draft.PrivacyHours.AddRange(watch.PrivacyHours.Select(HoursDraft.Of));
        return draft;
    }

    public CameraWatch ToWatch()
    {
        var names = Areas.Select(area => area.Name).ToHashSet(StringComparer.Ordinal);
        return new CameraWatch(
            [.. Areas.Where(area => !area.IsLine).Select(area => new CameraZone(area.Name.Trim(), [.. area.Points]))],
            [.. Areas.Where(area => area is { IsLine: true, Points.Count: 2 }).Select(area => new CameraLine(area.Name.Trim(), area.Points[0], area.Points[1]))],
            [.. Behaviours.Where(behaviour => behaviour.IsOn).Select(behaviour => behaviour.ToSetting(names))],
            [.. PrivacyHours.Select(hours => hours.ToHours())]);
    }

    /// <summary>A new area with a name that is free.</summary>
    public AreaDraft Add(bool isLine, string stem)
    {
        var number = 1;
        while (Areas.Any(area => area.Name == $"{stem} {number}")) number++;
        var area = new AreaDraft(isLine, $"{stem} {number.ToString(CultureInfo.InvariantCulture)}", []);
        Areas.Add(area);
        return area;
    }
}

/// <summary>A zone or a line while it is drawn.</summary>
internal sealed class AreaDraft(bool isLine, string name, IEnumerable<ZonePoint> points)
{
    public bool IsLine => isLine;

    public string Name { get; set; } = name;

    public List<ZonePoint> Points { get; } = [.. points];

    public int MostPoints => isLine ? 2 : ZonePolygon.MostCorners;

    /// <summary>True when it has as many points as it needs.</summary>
    public bool IsWhole => Points.Count >= (isLine ? 2 : ZonePolygon.FewestCorners);

    /// <summary>What is wrong with its shape, in English, or null.</summary>
    public string? Fault => isLine ? (IsWhole && Points[0] != Points[1] ? null : "has two different ends") : ZonePolygon.Fault(Points);
}

/// <summary>A behaviour's setting while it is edited.</summary>
internal sealed class BehaviourDraft
{
    private readonly string? _options;

    public BehaviourDraft(string type, bool? ofLines, BehaviourSetting? setting)
    {
        (Type, OfLines, IsOn) = (type, ofLines, setting is not null);
        if (setting is null) return;
        (Severity, _options) = (setting.Severity, setting.Options);
        Areas.UnionWith(setting.Areas);
        Hours.AddRange(setting.Hours.Select(HoursDraft.Of));
    }

    public string Type { get; }

    /// <summary>Null when no bridge has said so.</summary>
    public bool? OfLines { get; }

    public bool IsOn { get; set; }

    public Severity? Severity { get; set; }

    /// <summary>Empty means all of them.</summary>
    public HashSet<string> Areas { get; } = new(StringComparer.Ordinal);

    public List<HoursDraft> Hours { get; } = [];

    /// <summary>An area that was taken off the picture is taken off the behaviour too.</summary>
    public BehaviourSetting ToSetting(IReadOnlySet<string> known) =>
        new(Type, [.. Areas.Where(known.Contains)], Severity, [.. Hours.Select(hours => hours.ToHours())], _options);
}

/// <summary>A part of some weekdays while it is edited.</summary>
internal sealed class HoursDraft
{
    public HashSet<DayOfWeek> Days { get; } = [];

    public TimeOnly From { get; set; } = new(22, 0);

    public TimeOnly To { get; set; } = new(6, 0);

    public static HoursDraft Of(WeeklyHours hours)
    {
        var draft = new HoursDraft { From = hours.From, To = hours.To };
        draft.Days.UnionWith(hours.Days);
        return draft;
    }

    public static HoursDraft EveryDay()
    {
        var draft = new HoursDraft();
        draft.Days.UnionWith(Enum.GetValues<DayOfWeek>());
        return draft;
    }

    public WeeklyHours ToHours() => new([.. Days.Order()], From, To);
}
