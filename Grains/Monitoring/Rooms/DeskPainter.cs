using SafetyHub.Devices;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>Desks and room as the outside sees them.</summary>
internal static class DeskPainter
{
    private const int MostAlarms = 100;
    private const int MostGroups = 50;
    private const int MostMembers = 100;

    public static DeskView Desk(RoomPosition position, long sequence, DateTimeOffset now)
    {
        var alarms = position.Cases.Values.Where(open => open.RangAt is not null)
            .OrderByDescending(open => open.Incident.Owner is null).ThenByDescending(open => open.Incident.Severity).ThenByDescending(open => open.RangAt).ToList();
        var groups = position.Groups.Values.OrderByDescending(group => group.Since).ToList();
        var omitted = Math.Max(0, alarms.Count - MostAlarms) + Math.Max(0, groups.Count - MostGroups);
        return new DeskView(
            position.Id, sequence, now, [.. alarms.Take(MostAlarms).Select(Alarm)], [.. groups.Take(MostGroups).Select(Group)],
            position.Meter.Read(position.Id, now), omitted);
    }

    public static AlarmGroup Group(DeskGroup group) => new(
        group.Id, group.Place, group.District, group.Worst,
        [.. group.Members.Values.OrderByDescending(member => member.JoinedAt).Take(MostMembers).Select(Member)],
        group.Members.Count, group.Reason, "hub", group.Since, group.RangAt, group.Rings,
        group.Silenced?.At, group.Silenced?.By);

    public static RoomView Room(RoomBook book, DateTimeOffset now) => new(
        now, book.Cameras.Count, book.Unwatched,
        [.. book.Positions.OrderBy(position => position.Id, StringComparer.Ordinal).Select(position => new PositionStatus(
            position.Id, position.Actor, position.Team, position.SignedInAt, position.Cameras.Count, position.Cases.Count,
            position.Meter.Read(position.Id, now)))]);

    private static DeskAlarm Alarm(RoomCase open) => new(
        open.Incident.Id, open.Incident.Category, open.Incident.TitleKey, open.Incident.Severity, open.Incident.Subject, open.Incident.OpenedAt,
        open.RangAt!.Value, open.Rings, open.Incident.Owner, Cameras(open), Reasons(open),
        open.Silenced?.At, open.Silenced?.By);

    private static IReadOnlyList<WallReason> Reasons(RoomCase open) =>
        open.Silenced is { } silenced ? [.. open.Why, new WallReason(WallReasonKeys.Silenced, [silenced.By])] : [.. open.Why];

    private static GroupMember Member(RoomCase open) => new(
        open.Incident.Id, open.Incident.Category, open.Incident.TitleKey, open.Incident.Severity, open.Incident.Subject, open.JoinedAt, Cameras(open), open.ShownAt);

    private static DeviceId[] Cameras(RoomCase open) => [.. open.Cameras.Select(seat => seat.Camera.Id)];
}
