using SafetyHub.Devices;
using SafetyHub.Incidents;

namespace SafetyHub.Dashboard.Devices;

/// <summary>A behaviour's setting while it is edited.</summary>
public sealed class BehaviourDraft
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
