using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>What the room knows again after a restart.</summary>
internal sealed partial class RoomBook
{
    /// <summary>An incident that did not come up for this long after a restart was resolved meanwhile.</summary>
    private static readonly TimeSpan MemoryLasts = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, StoredCase> _remembered = [];
    private readonly Dictionary<string, StoredHandOver> _handOvers = [];
    private DateTimeOffset? _restoredAt;

    /// <summary>Takes up what was stored. Who sat somewhere sits there still, and has the usual time to renew.</summary>
    public void Restore(RoomState state, DateTimeOffset now)
    {
        _restoredAt = now;
        foreach (var staff in state.Staff)
        {
            SignIn(staff.Position, staff.Actor, staff.Team, now);
            if (Find(staff.Position) is { } position) position.SignedInAt = staff.SignedInAt;
        }
        foreach (var (id, meter) in state.Meters)
        {
            if (Find(id) is { } position) position.Meter = AlarmMeter.Restore(meter, _options, now);
        }
        foreach (var group in state.Groups)
        {
            var restored = new DeskGroup(group.Id, group.Key, group.Place, group.District, new WallReason(group.ReasonKey, group.ReasonArguments), group.Since)
            {
                RangAt = group.RangAt, Rings = group.Rings, Silenced = SilencedOf(group.SilencedBy, group.SilencedAt),
            };
            Find(group.Position)?.Groups.Add(group.Id, restored);
        }
        foreach (var apart in state.Apart)
        {
            if (Find(apart.Position) is { } position) position.Apart[apart.Key] = apart.Until;
        }
        foreach (var known in state.Cases) _remembered[known.Incident] = known;
        foreach (var handed in state.HandOvers) _handOvers[handed.Camera] = handed;
    }

    /// <summary>What is to be stored.</summary>
    public RoomState Store(long watermark) => new()
    {
        Watermark = watermark,
        Staff = [.. _positions.Where(position => position.IsStaffed).Select(position => new StoredStaff
        {
            Position = position.Id, Actor = position.Actor!, Team = position.Team, SignedInAt = position.SignedInAt,
        })],
        Meters = _positions.Where(position => position.Meter.Since != 0).ToDictionary(position => position.Id, position => position.Meter.Store()),
        Cases = [.. _remembered.Values, .. _cases.Values.Where(open => open.Position is not null && !_remembered.ContainsKey(open.Incident.Id.Value)).Select(StoreCase)],
        Groups = [.. _positions.SelectMany(position => position.Groups.Values.Select(group => StoreGroup(position, group)))],
        Apart = [.. _positions.SelectMany(position => position.Apart.Select(apart => new StoredApart { Position = position.Id, Key = apart.Key, Until = apart.Value }))],
        HandOvers = [.. _handOvers.Values, .. _order.Where(seat => seat.HandedOver is not null).Select(seat => StoreHandOver(seat.Camera.Id.Value, seat.HandedOver!))],
    };

    /// <summary>Puts an incident back where it stood before the restart; false when nothing is known of it, or when it must be presented anew.</summary>
    private bool Remember(RoomCase open, DateTimeOffset now)
    {
        if (!_remembered.Remove(open.Incident.Id.Value, out var known)) return false;
        if ((open.Incident.IsProtected && !known.IsProtected) || (open.Incident.Owner is null && known.IsOwned)) return false;
        if (open.Position!.Id != known.Position && Find(known.Position) is { IsStaffed: true } desk)
        {
            open.Position.Cases.Remove(open.Incident.Id);
            open.Position = desk;
            desk.Cases[open.Incident.Id] = open;
        }
        (open.ShownAt, open.Silenced) = (known.ShownAt, SilencedOf(known.SilencedBy, known.SilencedAt));
        open.Why.AddRange(known.Why.Select(reason => new WallReason(reason.Key, reason.Arguments)));
        if (known.Group is { } id && open.Position.Groups.TryGetValue(id, out var group))
        {
            group.Members[open.Incident.Id] = open;
            (open.Group, open.JoinedAt) = (group, known.JoinedAt);
        }
        else (open.RangAt, open.Rings) = (known.RangAt ?? now, known.Rings && open.Incident.Owner is null);
        open.Position.DeskChanged();
        return true;
    }

    /// <summary>Cameras come after the restart, one list at a time; a hand-over finds its camera then.</summary>
    private void RememberHandOvers()
    {
        foreach (var (camera, handed) in _handOvers)
        {
            if (!SafetyHub.Devices.DeviceId.TryParse(camera, out var id) || !_cameras.TryGetValue(id, out var seat)) continue;
            seat.HandedOver = new HandedOver(handed.By, handed.From, handed.To, handed.Note, handed.At, handed.Until);
            _handOvers.Remove(camera);
        }
    }

    private void ForgetMemories(DateTimeOffset now)
    {
        if (_restoredAt is not { } at || now - at < MemoryLasts) return;
        _restoredAt = null;
        _remembered.Clear();
        _handOvers.Clear();
        foreach (var position in _positions)
        {
            foreach (var empty in position.Groups.Values.Where(group => group.Members.Count == 0).ToList()) position.Groups.Remove(empty.Id);
        }
    }

    private static StoredCase StoreCase(RoomCase open) => new()
    {
        Incident = open.Incident.Id.Value, Position = open.Position!.Id, RangAt = open.RangAt, Rings = open.Rings, Group = open.Group?.Id,
        JoinedAt = open.JoinedAt, ShownAt = open.ShownAt, IsProtected = open.Incident.IsProtected, IsOwned = open.Incident.Owner is not null,
        SilencedBy = open.Silenced?.By, SilencedAt = open.Silenced?.At,
        Why = [.. open.Why.Select(reason => new StoredReason { Key = reason.Key, Arguments = [.. reason.Arguments] })],
    };

    private static Silenced? SilencedOf(string? by, DateTimeOffset? at) => by is null || at is null ? null : new Silenced(by, at.Value);

    private static StoredGroup StoreGroup(RoomPosition position, DeskGroup group) => new()
    {
        Position = position.Id, Id = group.Id, Key = group.Key, Place = group.Place, District = group.District, ReasonKey = group.Reason.Key,
        ReasonArguments = [.. group.Reason.Arguments], Since = group.Since, RangAt = group.RangAt, Rings = group.Rings,
        SilencedBy = group.Silenced?.By, SilencedAt = group.Silenced?.At,
    };

    private static StoredHandOver StoreHandOver(string camera, HandedOver handed) => new()
    {
        Camera = camera, By = handed.By, From = handed.From, To = handed.To, Note = handed.Note, At = handed.At, Until = handed.Until,
    };
}
