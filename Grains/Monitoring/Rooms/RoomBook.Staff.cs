using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>Who sits where, and what follows for cameras and open incidents.</summary>
internal sealed partial class RoomBook
{
    private const int LongestTeam = 32;
    private const int LongestNote = 200;
    private static readonly TimeSpan ShortestApart = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestApart = TimeSpan.FromHours(12);

    /// <summary>Staffs a position or renews it.</summary>
    public Refused SignIn(string id, string actor, string? team, DateTimeOffset now)
    {
        if (team is { Length: 0 or > LongestTeam }) return new(WallRefusal.InvalidArgument, $"A team has 1 to {LongestTeam} characters.");
        var position = Find(id);
        if (position is null)
        {
            if (_positions.Count >= RoomOptions.MostPositions) return new(WallRefusal.TooManyPositions, $"A room has at most {RoomOptions.MostPositions} positions.");
            _positions.Add(position = new RoomPosition(id, _options));
        }
        if (position.Actor is { } other && other != actor) return new(WallRefusal.PositionTaken, $"{other} holds this position.");
        var comes = !position.IsStaffed;
        position.RenewedAt = now;
        if (!comes && position.Team == team) return WallActs.Done;
        (position.Actor, position.Team, position.SignedInAt) = (actor, team, comes ? now : position.SignedInAt);
        position.Meter.Settle(now);
        Outbox.Staff(position);
        if (comes) StaffChanged(now);
        return WallActs.Done;
    }

    /// <summary>Leaves a position.</summary>
    public Refused SignOut(string id, string actor, DateTimeOffset now)
    {
        if (Find(id) is not { IsStaffed: true } position) return WallActs.Done;
        if (position.Actor != actor) return new(WallRefusal.PositionTaken, $"{position.Actor} holds this position.");
        Empty(position);
        StaffChanged(now);
        return WallActs.Done;
    }

    public Refused HandOver(string from, HandOverCamera command, DateTimeOffset now)
    {
        if (!_cameras.TryGetValue(command.Camera, out var seat)) return new(WallRefusal.UnknownCamera, "The room has no such camera.");
        if (seat.Owner?.Id != from) return new(WallRefusal.NotYourCamera, "Only the position that has a camera can give it.");
        if (command.Note?.Length > LongestNote) return new(WallRefusal.InvalidArgument, $"A note has at most {LongestNote} characters.");
        if (command.Position == from) return new(WallRefusal.AlreadyThere, "It is here already.");
        if (Find(command.Position) is not { IsStaffed: true } to) return new(WallRefusal.PositionNotStaffed, "Nobody staffs that position.");
        seat.HandedOver = new HandedOver(command.Actor, from, to.Id, command.Note, now, now + _options.HandOverLasts);
        Divide(now);
        foreach (var open in _cases.Values.Where(open => open.Position?.Id == from && open.Cameras.Count > 0 && open.Cameras[0] == seat).ToList())
        {
            MoveTo(open, to, now, rings: open.Incident.Owner is null);
        }
        return WallActs.Done;
    }

    public Refused Silence(string id, SilenceAlarm command, DateTimeOffset now)
    {
        if (Find(id) is not { } position || !position.Cases.TryGetValue(command.Incident, out var open)) return new(WallRefusal.NoSuchAlarm, "There is no such alarm at this desk.");
        var silenced = new Silenced(command.Actor, now);
        if (open.Group is { } group) (group.Rings, group.Silenced) = (false, silenced);
        else (open.Rings, open.Silenced) = (false, silenced);
        position.DeskChanged();
        Outbox.Staff(position);
        return WallActs.Done;
    }

    /// <summary>Takes a silencing back, or lets ring what was listed without a sound.</summary>
    public Refused RingAgain(string id, IncidentId incident)
    {
        if (Find(id) is not { } position || !position.Cases.TryGetValue(incident, out var open)) return new(WallRefusal.NoSuchAlarm, "There is no such alarm at this desk.");
        if (open.Incident.Owner is { } owner) return new(WallRefusal.NotSilenced, $"{owner} has it in hand.");
        if (open.Group is { Silenced: null }) return new(WallRefusal.NotSilenced, "Nobody has silenced its group; take the group apart to let it ring by itself.");
        if (open is { Group: null, Rings: true }) return new(WallRefusal.NotSilenced, "It rings.");
        if (open.Group is { } group) (group.Rings, group.Silenced) = (true, null);
        else (open.Rings, open.Silenced) = (true, null);
        position.DeskChanged();
        Outbox.Staff(position);
        return WallActs.Done;
    }

    public Refused Ungroup(string id, UngroupAlarms command, DateTimeOffset now)
    {
        if (command.For < ShortestApart || command.For > LongestApart) return new(WallRefusal.InvalidArgument, "Groups stay apart for 10 minutes to 12 hours.");
        if (Find(id) is not { } position || !position.Groups.TryGetValue(command.Group, out var group)) return new(WallRefusal.NoSuchGroup, "There is no such group at this desk.");
        _desks.Apart(position, group, command.For, now);
        Outbox.Staff(position);
        return WallActs.Done;
    }

    private void EndAbsence(DateTimeOffset now)
    {
        var gone = _positions.Where(position => position.IsStaffed && now - position.RenewedAt >= _options.AbsentAfter).ToList();
        foreach (var position in gone) Empty(position);
        if (gone.Count > 0) StaffChanged(now);
        foreach (var position in _positions)
        {
            foreach (var (key, until) in position.Apart)
            {
                if (until <= now) position.Apart.Remove(key);
            }
        }
    }

    private void Empty(RoomPosition position)
    {
        (position.Actor, position.Team, position.SignedInAt) = (null, null, null);
        Outbox.Staff(position);
    }

    /// <summary>Cameras and incidents of positions that nobody staffs go to the others.</summary>
    private void StaffChanged(DateTimeOffset now)
    {
        Divide(now);
        foreach (var open in _cases.Values.Where(open => !open.Incident.Shelved && open.Position is not { IsStaffed: true }).ToList())
        {
            if (DeskFor(open) is not { } desk) continue;
            var protectedAndFree = open.Incident is { IsProtected: true, Owner: null };
            if (open.Position is { } left && !ReferenceEquals(left, desk)) Because(open, new WallReason(WallReasonKeys.TakenOver, [left.Id]));
            else if (open.Position is null && !protectedAndFree) Because(open, new WallReason(WallReasonKeys.Waited, []));
            MoveTo(open, desk, now, protectedAndFree);
        }
    }

    /// <summary>The latest reason of a kind stands: an incident may pass through many desks.</summary>
    private static void Because(RoomCase open, WallReason reason)
    {
        open.Why.RemoveAll(known => known.Key == reason.Key);
        open.Why.Add(reason);
    }

    private void MoveTo(RoomCase open, RoomPosition desk, DateTimeOffset now, bool rings)
    {
        if (open.Position is { } before)
        {
            AlarmDesks.Leave(open);
            before.Cases.Remove(open.Incident.Id);
            before.DeskChanged();
            foreach (var seat in open.Cameras) Outbox.End(before, seat.Camera.Id, open.Incident.Id.Value);
        }
        open.Position = desk;
        desk.Cases[open.Incident.Id] = open;
        if (rings) _desks.Ring(open, now);
        else AlarmDesks.Adopt(open, now);
        Outbox.Staff(desk);
        Show(open);
    }

    private void EndHandOvers(IReadOnlyList<CameraSeat> cameras, DateTimeOffset now)
    {
        var ended = false;
        foreach (var seat in cameras)
        {
            if (seat.HandedOver is null || _cases.Values.Any(open => open.Cameras.Contains(seat))) continue;
            seat.HandedOver = null;
            ended = true;
        }
        if (ended) Divide(now);
    }

    private void Divide(DateTimeOffset now)
    {
        var before = _positions.ToDictionary(position => position, position => position.Cameras.ToArray());
        foreach (var position in _positions) position.Cameras.Clear();
        var staffed = Enumerable.Range(0, _positions.Count).Where(index => _positions[index].IsStaffed).ToList();
        var shares = CameraDivision.Divide(_order.Count, _positions.Count, staffed);
        for (var i = 0; i < _order.Count; i++)
        {
            var seat = _order[i];
            var owner = shares[i].Now < 0 ? null : _positions[shares[i].Now];
            var handed = seat.HandedOver is { } over && Find(over.To) is { IsStaffed: true } to ? to : null;
            seat.Owner = handed ?? owner;
            seat.From = shares[i].Now == shares[i].Home ? null : _positions[shares[i].Home].Id;
            seat.Owner?.Cameras.Add(seat);
        }
        foreach (var position in _positions)
        {
            if (!before[position].AsSpan().SequenceEqual(position.Cameras.ToArray())) Outbox.Cameras(position);
        }
    }
}
