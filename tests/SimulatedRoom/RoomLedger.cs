using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;

namespace SafetyHub.SimulatedRoom;

/// <summary>Writes down what every event met: when its picture was up, when it rang, whether it was in a group; and what the desks had to bear.</summary>
internal sealed class RoomLedger(Func<DateTimeOffset> now) : IRoomCounts
{
    private readonly List<Fate> _fates = [];
    private readonly Dictionary<(DeviceId, string), List<Fate>> _unshown = [];
    private readonly Dictionary<IncidentId, List<Fate>> _unrung = [];
    private readonly Dictionary<DeviceId, DateTimeOffset> _seen = [];
    private readonly Dictionary<(string Position, long Window), int> _windows = [];
    private readonly Dictionary<(string Position, long Hour), int> _hours = [];
    private readonly Dictionary<(RoomPosition, int), (DeviceId Camera, DateTimeOffset Since)> _tiles = [];
    private readonly Dictionary<(string Position, long Window), int> _baseline = [];
    private long _baselineAlarms;
    private long _alarms, _protected, _grouped, _moved, _staffedSeconds, _changes, _rounds;
    private TimeSpan _chose, _longestRound, _longestUnseen;
    private int _mostWaiting;

    public void Rang(string position, Severity severity)
    {
        _alarms++;
        if (severity == Severity.Critical) _protected++;
        Count(_windows, (position, now().Ticks / TimeSpan.FromMinutes(10).Ticks));
        Count(_hours, (position, now().Ticks / TimeSpan.TicksPerHour));
    }

    public void Grouped(string position, string reason) => _grouped++;

    public void Moved(string position) => _moved++;

    void IRoomCounts.Shown(Severity severity, TimeSpan after)
    {
        // The ledger measures events, not incidents: see Shown below.
    }

    void IRoomCounts.LeftOut() => throw new InvalidOperationException("The simulated day has more open incidents than the room's books hold");

    public void Begin(IEnumerable<DeviceId> cameras, DateTimeOffset at)
    {
        foreach (var camera in cameras) _seen[camera] = at;
    }

    public void Happened(SimulatedEvent happened, RoomIncident incident)
    {
        var fate = new Fate(happened, incident, incident.Severity == Severity.Critical);
        _fates.Add(fate);
        if (happened.Camera is { } camera) Keep(_unshown, (camera, incident.Id.Value), fate);
        Keep(_unrung, incident.Id, fate);
    }

    /// <summary>An incident was opened: without selection it would ring once, at the desk that has its camera.</summary>
    public void Opened(string position)
    {
        _baselineAlarms++;
        Count(_baseline, (position, now().Ticks / TimeSpan.FromMinutes(10).Ticks));
    }

    /// <summary>Looks what rings now, and what is in groups.</summary>
    public void Rung(RoomBook book)
    {
        foreach (var (id, fates) in _unrung)
        {
            if (!book.Cases.TryGetValue(id, out var open))
            {
                _unrung.Remove(id);
                continue;
            }
            if (open.Group is not null) fates.ForEach(fate => fate.InGroup = true);
            if (open.Position is not null) fates.ForEach(fate => fate.ListedAt ??= now());
            var rang = open.RangAt ?? (open.Group is { RangAt: { } at } && at >= open.JoinedAt ? at : null);
            if (rang is null) continue;
            fates.ForEach(fate => fate.RangAt ??= now());
            _unrung.Remove(id);
        }
    }

    public void Shown(IReadOnlyList<NoticeShown> shown)
    {
        foreach (var one in shown)
        {
            if (!_unshown.Remove((one.Camera, one.Key), out var fates)) continue;
            fates.ForEach(fate => fate.ShownAt ??= one.At);
        }
    }

    public void Chose(RoomPosition position, WallBoard wall, TimeSpan took, DateTimeOffset at)
    {
        _rounds++;
        _chose += took;
        if (took > _longestRound) _longestRound = took;
        _mostWaiting = Math.Max(_mostWaiting, wall.Waiting);
        for (var slot = 0; slot < wall.Size; slot++)
        {
            var camera = wall.Tiles.Tiles[slot].Entry?.Camera.Id;
            var known = _tiles.TryGetValue((position, slot), out var tile);
            if (known && tile.Camera == camera) continue;
            if (known) _changes++;
            if (camera is { } now) _tiles[(position, slot)] = (now, at);
        }
    }

    /// <summary>Once a second: who was seen, who sits.</summary>
    public void Settle(RoomBook book, Dictionary<RoomPosition, WallBoard> walls, WallOptions options)
    {
        var at = now();
        _staffedSeconds += book.Positions.Count(position => position.IsStaffed);
        foreach (var (position, wall) in walls)
        {
            if (!position.IsStaffed) continue;
            foreach (ref readonly var tile in wall.Tiles.Tiles)
            {
                if (tile.Entry is { } entry && WallTiles.Age(tile, at.UtcTicks) >= options.Glance) See(entry.Camera.Id, at);
            }
        }
    }

    public RoomReport Report(RoomAssumptions assume, TimeSpan length, double worked)
    {
        foreach (var (_, last) in _seen) _longestUnseen = Max(_longestUnseen, now() - last);
        // What happened in the last half minute had no time to meet its fate.
        var settled = _fates.Where(fate => fate.Event.At < now() - TimeSpan.FromSeconds(30)).ToList();
        var critical = settled.Where(fate => fate.IsCritical).ToList();
        var others = settled.Where(fate => fate is { IsCritical: false, Event: { IsTrue: true, Camera: not null } }).ToList();
        var homes = settled.Where(fate => fate is { IsCritical: false, Event: { IsTrue: true, Camera: null } }).ToList();
        var grouped = others.Where(fate => fate.InGroup).ToList();
        var hours = _staffedSeconds / 3600.0;
        var windows = Math.Max(1, assume.Positions * (int)Math.Ceiling(length.TotalMinutes / 10));
        return new RoomReport
        {
            Hours = Math.Round(length.TotalHours, 2), Events = _fates.Count, TrueEvents = _fates.Count(fate => fate.Event.IsTrue), PositionHours = Math.Round(hours, 1),
            Alarms = _alarms, ProtectedAlarms = _protected, AlarmsPerPositionHour = Math.Round(_alarms / hours, 3), WorstPositionHour = _hours.Count == 0 ? 0 : _hours.Values.Max(),
            FloodWindows = _windows.Values.Count(count => count > 10), Windows = windows, FloodShare = _windows.Values.Count(count => count > 10) / (double)windows,
            Baseline = new RoomBaseline(
                _baselineAlarms, Math.Round(_baselineAlarms / hours, 3), _baseline.Values.Count(count => count > 10) / (double)windows, _baseline.Count == 0 ? 0 : _baseline.Values.Max()),
            WorstWindow = _windows.Count == 0 ? 0 : _windows.Values.Max(), Grouped = _grouped, Moved = _moved,
            CriticalOnCamera = Times.Of(critical.Where(fate => fate.Event.Camera is not null).Select(fate => fate.ShownAfter)),
            CriticalRang = Times.Of(critical.Select(fate => fate.RangAfter)),
            OtherTrueShown = Times.Of(others.Select(fate => fate.ShownAfter)), OtherTrueRang = Times.Of(others.Select(fate => fate.RangAfter)),
            HomesListed = Times.Of(homes.Select(fate => fate.ListedAfter)),
            TrueInGroups = grouped.Count, TrueInGroupsShown = Times.Of(grouped.Select(fate => fate.ShownAfter)), TrueInGroupsRang = Times.Of(grouped.Select(fate => fate.RangAfter)),
            LongestUnseenMinutes = Math.Round(_longestUnseen.TotalMinutes, 1), MostWaiting = _mostWaiting,
            TileChangesPerWallMinute = Math.Round(_changes / (hours * 60), 1), RoundMicroseconds = Math.Round(_chose.TotalMicroseconds / _rounds, 1),
            LongestRoundMicroseconds = Math.Round(_longestRound.TotalMicroseconds), OperatorsBusy = Math.Round(worked / hours, 3),
            Late = [.. critical.Where(fate => fate.Event.Camera is not null && !(fate.ShownAfter <= TimeSpan.FromSeconds(2))).Concat(others.Where(fate => !(fate.ShownAfter <= TimeSpan.FromSeconds(30))))
                .Take(20).Select(fate => fate.ToString())],
            ByCause = _fates.GroupBy(fate => fate.Event.Because).ToDictionary(cause => cause.Key, cause => cause.Count()),
        };
    }

    private void See(DeviceId camera, DateTimeOffset at)
    {
        if (_seen.TryGetValue(camera, out var last)) _longestUnseen = Max(_longestUnseen, at - last);
        _seen[camera] = at;
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;

    private static void Count<TKey>(Dictionary<TKey, int> counts, TKey key) where TKey : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;

    private static void Keep<TKey>(Dictionary<TKey, List<Fate>> fates, TKey key, Fate fate) where TKey : notnull
    {
        if (!fates.TryGetValue(key, out var here)) fates.Add(key, here = []);
        here.Add(fate);
    }

    private sealed class Fate(SimulatedEvent happened, RoomIncident incident, bool isCritical)
    {
        private readonly string? _owner = incident.Owner;

        public SimulatedEvent Event { get; } = happened;
        public bool IsCritical { get; } = isCritical;
        public DateTimeOffset? ShownAt { get; set; }
        public DateTimeOffset? RangAt { get; set; }
        public DateTimeOffset? ListedAt { get; set; }
        public bool InGroup { get; set; }
        public TimeSpan? ShownAfter => ShownAt - Event.At;
        public TimeSpan? RangAfter => RangAt - Event.At;
        public TimeSpan? ListedAfter => ListedAt - Event.At;

        public override string ToString() =>
            $"{Event.At:HH:mm:ss} UTC {Event.Type} ({Event.Because}, {(Event.IsTrue ? "true" : "false")}) of {Event.Camera}: shown after {ShownAfter?.TotalSeconds.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) ?? "never"} s, {(_owner is null ? "new or unowned" : "joined an incident of " + _owner)}{(InGroup ? ", in a group" : "")}";
    }
}
