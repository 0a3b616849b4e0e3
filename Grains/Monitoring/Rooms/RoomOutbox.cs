using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>What the walls must be told after a turn of the room, put together so that each wall gets one message.</summary>
internal sealed class RoomOutbox
{
    private readonly Dictionary<RoomPosition, Pending> _pending = [];

    public void Cameras(RoomPosition position) => For(position).Cameras = true;

    public void Staff(RoomPosition position) => For(position);

    public void Notice(RoomPosition position, CameraSeat seat, CameraNotice notice)
    {
        var pending = For(position);
        // An end and a new beginning of one notice within a turn: the beginning stands.
        pending.Ended.Remove(new NoticeEnd(notice.Camera, notice.Key));
        pending.Notices[(notice.Camera, notice.Key)] = new NoticeOrder(seat.Camera, notice);
    }

    public void End(RoomPosition position, DeviceId camera, string key)
    {
        var pending = For(position);
        pending.Notices.Remove((camera, key));
        pending.Ended.Add(new NoticeEnd(camera, key));
    }

    /// <summary>Everything since the last call.</summary>
    public IReadOnlyList<(RoomPosition Position, WallOrder Order)> Drain(Guid room, Func<RoomPosition, DeskView?> desk)
    {
        var orders = new List<(RoomPosition, WallOrder)>(_pending.Count);
        foreach (var (position, pending) in _pending)
        {
            var cameras = pending.Cameras ? position.Cameras.ConvertAll(seat => seat.ToWatched()) : null;
            orders.Add((position, new WallOrder(
                room, new StaffSeat(position.Actor, position.Team), cameras, [.. pending.Notices.Values], [.. pending.Ended], desk(position))));
        }
        _pending.Clear();
        return orders;
    }

    private Pending For(RoomPosition position)
    {
        if (!_pending.TryGetValue(position, out var pending)) _pending.Add(position, pending = new Pending());
        return pending;
    }

    private sealed class Pending
    {
        public bool Cameras { get; set; }

        public Dictionary<(DeviceId, string), NoticeOrder> Notices { get; } = [];

        public HashSet<NoticeEnd> Ended { get; } = [];
    }
}
