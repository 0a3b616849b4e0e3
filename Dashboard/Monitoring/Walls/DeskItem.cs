using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>What kind of entry stands at a desk.</summary>
public enum DeskItemKind
{
    /// <summary>An alarm of its own.</summary>
    Alarm,
    /// <summary>A group of alarms.</summary>
    Group,
    /// <summary>A camera that was taken off the wall.</summary>
    Away,
}

/// <summary>An entry of the desk, by what it is and its id.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Id of the incident, the group or the camera.</param>
public sealed record DeskItem(DeskItemKind Kind, string Id)
{
    /// <summary>Id of its element on the page.</summary>
    public string ElementId => $"desk-{Id}";

    internal static DeskItem Of(DeskAlarm alarm) => new(DeskItemKind.Alarm, alarm.Incident.Value);

    internal static DeskItem Of(AlarmGroup group) => new(DeskItemKind.Group, group.Id);

    internal static DeskItem Of(WallDismissal away) => new(DeskItemKind.Away, away.Camera.Value);
}
