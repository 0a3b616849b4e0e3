using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>What a suppression holds back.</summary>
public enum SuppressionKind
{
    /// <summary>A camera that somebody dismissed from the wall.</summary>
    Dismissed = 1,
    /// <summary>An alarm that somebody silenced at the desk.</summary>
    Silenced = 2,
    /// <summary>An alarm that is listed without a sound: taken over, or it came while nobody sat there.</summary>
    Unrung = 3,
    /// <summary>An incident in a group.</summary>
    Grouped = 4,
}

/// <summary>Everything that a position does not hear or see of by itself, with the reason and the way back.</summary>
/// <param name="Position">The position.</param>
/// <param name="Items">Dismissed cameras, silenced and unrung alarms, members of groups.</param>
/// <param name="Omitted">What did not fit into the lists of the desk; the incident queue has it.</param>
public sealed record SuppressionsView(string Position, IReadOnlyList<SuppressionView> Items, int Omitted)
{
    internal static SuppressionsView Of(WallView wall, DeskView desk, IIncidentWording words, CultureInfo culture)
    {
        var dismissed = wall.Dismissals.Select(dismissal => SuppressionView.Of(wall.Position, dismissal));
        var alarms = desk.Alarms.Where(alarm => alarm is { Rings: false, Owner: null }).Select(alarm => SuppressionView.Of(desk.Position, alarm, words, culture));
        var grouped = desk.Groups.SelectMany(group => group.Members.Select(member => SuppressionView.Of(desk.Position, group, member, words, culture)));
        var left = desk.Groups.Sum(group => group.MemberCount - group.Members.Count);
        return new SuppressionsView(wall.Position, [.. dismissed, .. alarms, .. grouped], desk.Omitted + left);
    }
}

/// <summary>Something that is held back.</summary>
/// <param name="Kind">What is held back.</param>
/// <param name="Camera">The camera, for a dismissal; else null.</param>
/// <param name="Incident">The incident, or null for a dismissal.</param>
/// <param name="Group">The group, for a member; else null.</param>
/// <param name="Severity">Severity of the incident, or null.</param>
/// <param name="Reason">Why, in the language of the call.</param>
/// <param name="By">Who: a person, or <c>hub</c>.</param>
/// <param name="Since">UTC.</param>
/// <param name="Until">When it ends by itself, UTC, or null: when the incident is over.</param>
/// <param name="Restore">The call that takes it back.</param>
public sealed record SuppressionView(
    SuppressionKind Kind, string? Camera, string? Incident, string? Group, Severity? Severity, string Reason, string By, DateTimeOffset Since, DateTimeOffset? Until, string Restore)
{
    internal static SuppressionView Of(string position, WallDismissal dismissal) => new(
        SuppressionKind.Dismissed, dismissal.Camera.Value, null, null, null, dismissal.Reason, dismissal.By, dismissal.At, dismissal.Until,
        $"DELETE /api/v1/positions/{position}/cameras/{dismissal.Camera.Value}/dismissal");

    internal static SuppressionView Of(string position, DeskAlarm alarm, IIncidentWording words, CultureInfo culture) => new(
        alarm.SilencedBy is null ? SuppressionKind.Unrung : SuppressionKind.Silenced, null, alarm.Incident.Value, null, alarm.Severity, Sentence(alarm.Reasons, words, culture),
        alarm.SilencedBy ?? "hub", alarm.SilencedAt ?? alarm.RangAt, null,
        $"DELETE /api/v1/positions/{position}/alarms/{alarm.Incident.Value}/silence");

    internal static SuppressionView Of(string position, AlarmGroup group, GroupMember member, IIncidentWording words, CultureInfo culture) => new(
        SuppressionKind.Grouped, null, member.Incident.Value, group.Id, member.Severity, words.Reason(group.Reason, culture), group.By, member.JoinedAt, null,
        $"POST /api/v1/positions/{position}/groups/{group.Id}/ungroup");

    private static string Sentence(IReadOnlyList<WallReason> reasons, IIncidentWording words, CultureInfo culture) =>
        string.Join("; ", reasons.Select(reason => words.Reason(reason, culture)));
}
