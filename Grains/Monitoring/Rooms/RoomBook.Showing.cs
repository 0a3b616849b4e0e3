using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>Which walls show an incident.</summary>
internal sealed partial class RoomBook
{
    /// <summary>What the wall of an incident's desk is told of it.</summary>
    public static IEnumerable<NoticeOrder> NoticesOf(RoomCase open) => open.Cameras.Select(seat => new NoticeOrder(seat.Camera, NoticeOf(open, seat)));

    private void Show(RoomCase open)
    {
        if (open.Position is not { } desk) return;
        foreach (var seat in open.Cameras) Outbox.Notice(desk, seat, NoticeOf(open, seat));
    }

    /// <summary>The cameras may be others now, or the words.</summary>
    private void ShowAgain(RoomCase open)
    {
        if (open.Incident.Shelved || open.Position is not { } desk) return;
        var before = open.Cameras;
        open.Cameras = CamerasOf(open.Incident);
        foreach (var gone in before.Except(open.Cameras)) Outbox.End(desk, gone.Camera.Id, open.Incident.Id.Value);
        if (!before.SequenceEqual(open.Cameras)) desk.DeskChanged();
        NoteSeen(open);
        Show(open);
    }

    /// <summary>The newest signal is that of the first reporter.</summary>
    private static void NoteSeen(RoomCase open)
    {
        var newest = open.Incident.Reporters.Count == 0 ? null : open.Cameras.FirstOrDefault(seat => seat.Camera.Id == open.Incident.Reporters[0]);
        if (newest is not null) open.SeenBy[newest] = open.Incident.SeenAt;
    }

    /// <summary>Takes an incident off desk and walls.</summary>
    private void Withdraw(RoomCase open, IReadOnlyList<CameraSeat> cameras)
    {
        if (open.Position is { } desk)
        {
            AlarmDesks.Leave(open);
            desk.Cases.Remove(open.Incident.Id);
            desk.DeskChanged();
            Outbox.Staff(desk);
            foreach (var seat in cameras) Outbox.End(desk, seat.Camera.Id, open.Incident.Id.Value);
        }
        (open.Position, open.RangAt, open.Rings, open.Silenced) = (null, null, false, null);
        open.Why.Clear();
    }

    private static CameraNotice NoticeOf(RoomCase open, CameraSeat seat)
    {
        var (incident, why) = (open.Incident, new List<WallReason>(open.Why));
        if (open.Group is { } group) why.Add(new WallReason(WallReasonKeys.Group, [group.Place, group.Members.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)]));
        return new CameraNotice(
            seat.Camera.Id, incident.Id.Value, incident.Id, incident.TitleKey, incident.Severity, incident.Confidence, incident.OpenedAt, open.SeenBy.GetValueOrDefault(seat, incident.OpenedAt), null,
            incident.Owner, incident.Cleared, why);
    }
}
