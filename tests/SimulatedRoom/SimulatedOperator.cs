using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Incidents;

namespace SafetyHub.SimulatedRoom;

/// <summary>
/// The person at a position: one thing at a time, the most urgent first; takes an incident up, works on it and resolves it as what it is. Members of a
/// group are gone through together once their pictures were on the wall. Leaves for a break, and at the change of shifts.
/// </summary>
internal sealed class SimulatedOperator(int number, RoomPosition position, SimulatedIncidents incidents)
{
    private const int AtOnce = 12;

    private readonly List<SimulatedIncident> _inHand = [];
    private DateTimeOffset _busyUntil = DateTimeOffset.MinValue;

    public RoomPosition Position { get; } = position;

    public TimeSpan Worked { get; private set; }

    /// <summary>Name of who sits here at this hour: four teams, two shifts a day.</summary>
    public string NameAt(double hour) => $"user:op-{number}-{(hour is >= 8 and < 20 ? "day" : "night")}";

    /// <summary>Away for 25 minutes in each shift, one after another, and for a minute and a half when the shift changes.</summary>
    public bool IsAwayAt(double hour)
    {
        var shift = (hour + 4) % 12;
        var away = 3.5 + (number * 0.5);
        var change = number * 2 / 60.0;
        return (shift >= away && shift < away + (25 / 60.0)) || (shift >= change && shift < change + 0.025);
    }

    /// <summary>A second of work. What changed is told by <paramref name="changed"/>.</summary>
    public void Work(DateTimeOffset now, Action<SimulatedIncident> changed)
    {
        if (now < _busyUntil || !Position.IsStaffed) return;
        foreach (var done in _inHand)
        {
            if (!incidents.ById.ContainsKey(done.Now.Id)) continue;
            incidents.Resolve(done, now);
            changed(done);
        }
        _inHand.Clear();
        if (NextAlarm() is { } alarm) Begin([alarm], now, TimeOn(alarm), changed);
        else if (NextGroup() is { Count: > 0 } members)
        {
            Begin(members, now, TimeSpan.FromSeconds(15 + (3 * members.Count) + (90 * members.Count(member => member.IsTrue))), changed);
        }
    }

    private void Begin(List<SimulatedIncident> taken, DateTimeOffset now, TimeSpan takes, Action<SimulatedIncident> changed)
    {
        foreach (var incident in taken)
        {
            SimulatedIncidents.Own(incident, Position.Actor!);
            changed(incident);
        }
        _inHand.AddRange(taken);
        _busyUntil = now + takes;
        Worked += takes;
    }

    private SimulatedIncident? NextAlarm()
    {
        RoomCase? next = null;
        foreach (var open in Position.Cases.Values)
        {
            if (open.RangAt is null || open.Incident.Owner is not null) continue;
            if (next is null || Order(open).CompareTo(Order(next)) > 0) next = open;
        }
        return next is null ? null : incidents.ById.GetValueOrDefault(next.Incident.Id);
    }

    private static (int, bool, long) Order(RoomCase open) => ((int)open.Incident.Severity, open.Rings, -open.RangAt!.Value.Ticks);

    private List<SimulatedIncident>? NextGroup()
    {
        var group = Position.Groups.Values.Where(group => group.Members.Count > 0).OrderByDescending(group => group.Rings).ThenBy(group => group.Since).FirstOrDefault();
        return group?.Members.Values.Where(member => member.Incident.Owner is null && (member.ShownAt is not null || member.Cameras.Count == 0)).Take(AtOnce)
            .Select(member => incidents.ById.GetValueOrDefault(member.Incident.Id)).OfType<SimulatedIncident>().ToList();
    }

    private static TimeSpan TimeOn(SimulatedIncident incident) => TimeSpan.FromSeconds((incident.Now.Severity, incident.IsTrue) switch
    {
        (Severity.Critical, true) => 185,
        (Severity.Critical, false) => 45,
        (_, true) => 95,
        _ => 25,
    });
}
