using System.Globalization;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// Decides which incidents ring at which desk, and which are bundled. What is protected (critical, SOS, fall, fire) rings always and at once. Anything else
/// rings by itself while its desk has room for its severity, at a desk with room next, and else joins a group by place: the group rings as soon as there is
/// room. Presentation only: the incident, its plan and its place in the queue are not touched, and its camera goes to the wall all the same.
/// </summary>
internal sealed class AlarmDesks(RoomOptions options, IRoomCounts counts)
{
    private int _groups;

    /// <summary>Presents an incident that has a position and is not presented yet, or that became worse.</summary>
    public void Offer(RoomCase roomCase, IEnumerable<RoomPosition> positions, DateTimeOffset now)
    {
        var desk = roomCase.Position!;
        if (roomCase.Incident.IsProtected)
        {
            if (roomCase.RangAt is null) Ring(roomCase, now);
        }
        else if (!roomCase.IsPresented) Present(roomCase, desk, positions, now);
    }

    /// <summary>Lists an incident without a sound: somebody owns it, or it was there before anybody sat down.</summary>
    public static void Adopt(RoomCase roomCase, DateTimeOffset now)
    {
        (roomCase.RangAt, roomCase.Rings) = (now, false);
        roomCase.Position!.DeskChanged();
    }

    public void Ring(RoomCase roomCase, DateTimeOffset now)
    {
        Leave(roomCase);
        var desk = roomCase.Position!;
        (roomCase.RangAt, roomCase.Rings, roomCase.Silenced) = (now, roomCase.Incident.Owner is null, null);
        desk.Meter.Rang(now);
        counts.Rang(desk.Id, roomCase.Incident.Severity);
        desk.DeskChanged();
    }

    /// <summary>
    /// Nobody owns an incident any more, or it became worse in silence: what is protected rings, a member is news to its group, and anything else is
    /// presented as if it came now.
    /// </summary>
    public void OfferAgain(RoomCase roomCase, IEnumerable<RoomPosition> positions, DateTimeOffset now)
    {
        if (roomCase.Incident.IsProtected) Ring(roomCase, now);
        else if (roomCase.Group is not null) roomCase.JoinedAt = now;
        else
        {
            (roomCase.RangAt, roomCase.Silenced) = (null, null);
            Offer(roomCase, positions, now);
        }
    }

    /// <summary>Takes an incident out of its group; an empty group goes.</summary>
    public static void Leave(RoomCase roomCase)
    {
        if (roomCase.Group is not { } group) return;
        group.Members.Remove(roomCase.Incident.Id);
        roomCase.Group = null;
        var desk = roomCase.Position!;
        if (group.Members.Count == 0) desk.Groups.Remove(group.Id);
        else if (group.Members.Values.All(member => member.Incident.Owner is not null)) group.Rings = false;
        desk.DeskChanged();
    }

    /// <summary>Lets the group ring that needs it most, when the desk has room for it; at most one a call.</summary>
    public void Settle(RoomPosition desk, DateTimeOffset now)
    {
        desk.Meter.Settle(now);
        if (desk.Meter.IsFlood || desk.Groups.Count == 0) return;
        var due = desk.Groups.Values
            .Where(group => group.HasNews && (group.RangAt is null || now - group.RangAt >= options.GroupRingsAgainAfter))
            .OrderByDescending(group => group.Worst).ThenBy(group => group.RangAt ?? group.Since).FirstOrDefault();
        if (due is null || desk.Meter.Room < Need(due.Worst, null)) return;
        (due.RangAt, due.Rings, due.Silenced) = (now, true, null);
        desk.Meter.Rang(now);
        counts.Rang(desk.Id, due.Worst);
        desk.DeskChanged();
    }

    /// <summary>Takes a group apart: each member rings by itself, and nothing is bundled there for a while.</summary>
    public void Apart(RoomPosition desk, DeskGroup group, TimeSpan lasts, DateTimeOffset now)
    {
        desk.Apart[group.Key] = now + lasts;
        foreach (var member in group.Members.Values.ToList()) Ring(member, now);
    }

    private void Present(RoomCase roomCase, RoomPosition desk, IEnumerable<RoomPosition> positions, DateTimeOffset now)
    {
        if (roomCase.Incident.Owner is not null)
        {
            Adopt(roomCase, now);
            return;
        }
        desk.Meter.Settle(now);
        var place = PlaceKey.Of(roomCase, options);
        var need = Need(roomCase.Incident.Severity, roomCase.Incident.Confidence);
        var wave = desk.CountWave(roomCase.Incident.Category, place.District, now);
        if (desk.IsApart(place, now)) Ring(roomCase, now);
        else if (GroupOf(desk, place) is { } group) Join(roomCase, group, now);
        else if (wave >= options.WaveFrom) Bundle(roomCase, desk, place with { Square = place.District }, Reason(WallReasonKeys.GroupedForWave, wave, options.WaveWithin.TotalMinutes), now);
        else if (desk.Meter.Room >= need && !desk.Meter.IsFlood) Ring(roomCase, now);
        else if (Helper(roomCase, desk, need, positions, now) is { } helper) Move(roomCase, desk, helper, now);
        else Bundle(roomCase, desk, place, BudgetReason(desk, now), now);
    }

    /// <summary>How much room a desk must have for it: the less severe and the less sure, the more.</summary>
    private double Need(Severity severity, double? confidence)
    {
        var share = severity switch { Severity.High => 0.33, Severity.Medium => 0.5, _ => 0.67 };
        return Math.Max(1, share * AlarmMeter.Capacity(options) * (1.4 - (0.6 * (confidence ?? 0.67))));
    }

    private static DeskGroup? GroupOf(RoomPosition desk, PlaceKey place)
    {
        DeskGroup? wide = null;
        foreach (var group in desk.Groups.Values)
        {
            if (group.Key == place.Square) return group;
            if (group.Key == place.District) wide = group;
        }
        return wide;
    }

    private static RoomPosition? Helper(RoomCase roomCase, RoomPosition desk, double need, IEnumerable<RoomPosition> positions, DateTimeOffset now)
    {
        if (roomCase.Incident.Severity < Severity.Medium) return null;
        RoomPosition? best = null;
        foreach (var other in positions)
        {
            if (!other.IsStaffed || ReferenceEquals(other, desk)) continue;
            other.Meter.Settle(now);
            // The helper keeps room for an alarm of its own.
            if (other.Meter.Room >= need + 1 && !other.Meter.IsFlood && (best is null || other.Meter.Room > best.Meter.Room)) best = other;
        }
        return best;
    }

    private void Move(RoomCase roomCase, RoomPosition from, RoomPosition to, DateTimeOffset now)
    {
        from.Meter.Moved(now);
        counts.Moved(from.Id);
        from.Cases.Remove(roomCase.Incident.Id);
        roomCase.Position = to;
        to.Cases[roomCase.Incident.Id] = roomCase;
        roomCase.Why.Add(new WallReason(WallReasonKeys.Rebalanced, [from.Id]));
        Ring(roomCase, now);
    }

    private void Bundle(RoomCase roomCase, RoomPosition desk, PlaceKey place, WallReason reason, DateTimeOffset now)
    {
        var wide = desk.Groups.Count >= options.GroupsByPlace || place.Square == place.District;
        var key = wide ? place.District : place.Square;
        var name = wide ? place.District : roomCase.Incident.Subject.Name;
        var group = new DeskGroup($"grp_{now.ToUnixTimeSeconds():x}{_groups++ & 0xffff:x4}", key, name, place.District, reason, now);
        desk.Groups.Add(group.Id, group);
        Join(roomCase, group, now);
    }

    private void Join(RoomCase roomCase, DeskGroup group, DateTimeOffset now)
    {
        var desk = roomCase.Position!;
        group.Members[roomCase.Incident.Id] = roomCase;
        (roomCase.Group, roomCase.JoinedAt) = (group, now);
        desk.Meter.Grouped(now);
        counts.Grouped(desk.Id, group.Reason.Key);
        desk.DeskChanged();
    }

    private static WallReason BudgetReason(RoomPosition desk, DateTimeOffset now)
    {
        var budget = desk.Meter.Read(desk.Id, now);
        return budget.IsFlood
            ? Reason(WallReasonKeys.GroupedForFlood, budget.LastTenMinutes)
            : Reason(WallReasonKeys.GroupedForBudget, budget.LastHour, budget.HourlyLimit);
    }

    private static WallReason Reason(string key, params double[] numbers) =>
        new(key, [.. numbers.Select(number => number.ToString("0", CultureInfo.InvariantCulture))]);
}

/// <summary>What the room counts, for metrics.</summary>
internal interface IRoomCounts
{
    void Rang(string position, Severity severity);

    void Grouped(string position, string reason);

    void Moved(string position);

    void Shown(Severity severity, TimeSpan after);

    /// <summary>An incident found no place on the room's books.</summary>
    void LeftOut();
}
