using System.Globalization;
using SafetyHub.Devices;

namespace SafetyHub.Dashboard.Devices;

/// <summary>A camera's watch while somebody edits it on the screen.</summary>
public sealed class WatchDraft
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
