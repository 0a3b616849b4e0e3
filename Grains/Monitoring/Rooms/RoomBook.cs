using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// The room without Orleans: who sits where, which cameras and incidents are whose, what rings. Not thread-safe; the grain's turns keep order. What the
/// walls must be told gathers in <see cref="Outbox"/>.
/// </summary>
internal sealed partial class RoomBook
{
    /// <summary>Cameras that show one incident at most.</summary>
    private const int MostCameras = 2;

    /// <summary>Open incidents on the books; beyond it one that may be grouped is left to the incident queue until there is room and it changes.</summary>
    public const int MostCases = 10_000;

    /// <summary>Homes whose spot is kept beyond their incidents.</summary>
    private const int MostHomes = 2_000;

    private readonly RoomOptions _options;
    private readonly WallOptions _walls;
    private readonly IRoomCounts _counts;
    private readonly AlarmDesks _desks;
    private readonly List<RoomPosition> _positions = [];
    private readonly Dictionary<DeviceId, CameraSeat> _cameras = [];
    private readonly Dictionary<SubjectRef, List<CameraSeat>> _byPlace = [];
    private readonly Dictionary<IncidentId, RoomCase> _cases = [];
    private readonly Dictionary<SubjectRef, GeoPoint> _homes = [];
    private List<CameraSeat> _order = [];

    public RoomBook(RoomOptions options, WallOptions walls, IRoomCounts counts)
    {
        (_options, _walls, _counts) = (options, walls, counts);
        _desks = new AlarmDesks(options, counts);
        var configured = options.Positions.Count > 0 ? options.Positions : Enumerable.Range(1, 9).Select(number => $"p{number}");
        _positions.AddRange(configured.Select(id => new RoomPosition(id, options)));
    }

    public RoomOutbox Outbox { get; } = new();

    public IReadOnlyList<RoomPosition> Positions => _positions;

    public IReadOnlyDictionary<DeviceId, CameraSeat> Cameras => _cameras;

    public IReadOnlyDictionary<IncidentId, RoomCase> Cases => _cases;

    public int Unwatched => _order.Count(seat => seat.Owner is null);

    public RoomPosition? Find(string position) => _positions.Find(candidate => candidate.Id == position);

    /// <summary>Sets the room's cameras; what is known of those that stay is kept.</summary>
    public void SetCameras(IReadOnlyCollection<RoomCamera> cameras, DateTimeOffset now)
    {
        var before = new Dictionary<DeviceId, CameraSeat>(_cameras);
        _cameras.Clear();
        _byPlace.Clear();
        _order = new List<CameraSeat>(cameras.Count);
        foreach (var camera in CameraDivision.InOrder(cameras))
        {
            var seat = before.GetValueOrDefault(camera.Id) ?? new CameraSeat(camera);
            seat.Camera = camera;
            _cameras.Add(camera.Id, seat);
            _order.Add(seat);
            if (camera.Place is not { } place) continue;
            if (!_byPlace.TryGetValue(place, out var here)) _byPlace.Add(place, here = []);
            here.Add(seat);
        }
        RememberHandOvers();
        Divide(now);
        foreach (var open in _cases.Values)
        {
            if (open.Position is null && !open.Incident.Shelved) Settle(open, now);
            else ShowAgain(open);
        }
    }

    /// <summary>Where a home is, once its record was read: its incidents then find the cameras near by. What is known of homes without an open incident goes first when there are many.</summary>
    public void SetHome(SubjectRef home, GeoPoint position, DateTimeOffset now)
    {
        if (_homes.Count >= MostHomes) ForgetHomes();
        _homes[home] = position;
        foreach (var open in _cases.Values.Where(open => open.Incident.Subject.Subject == home)) ShowAgain(open);
    }

    public bool KnowsHome(SubjectRef home) => _homes.ContainsKey(home);

    /// <summary>Homes are read anew with their next incident: people move.</summary>
    public void ForgetHomes()
    {
        var open = _cases.Values.Select(known => known.Incident.Subject.Subject).ToHashSet();
        foreach (var home in _homes.Keys.Where(home => !open.Contains(home)).ToList()) _homes.Remove(home);
    }

    /// <summary>An incident as it is now. What is older than what is known changes nothing.</summary>
    public void Take(RoomIncident incident, DateTimeOffset now)
    {
        if (_cases.TryGetValue(incident.Id, out var known))
        {
            if (known.Incident.Version >= incident.Version) return;
            Update(known, incident, now);
        }
        else if (incident.IsOpen)
        {
            if (_cases.Count >= MostCases && !incident.IsProtected)
            {
                _counts.LeftOut();
                return;
            }
            var opened = new RoomCase(incident);
            _cases.Add(incident.Id, opened);
            if (!incident.Shelved) Settle(opened, now);
        }
    }

    /// <summary>Somebody or something was seen.</summary>
    public void Notice(AttentionMark mark)
    {
        if (!_cameras.TryGetValue(mark.Camera, out var seat) || seat.Owner is not { } owner) return;
        Outbox.Notice(owner, seat, new CameraNotice(
            mark.Camera, "seen:" + mark.EventType, null, mark.EventType, null, mark.Confidence, mark.At, mark.At, mark.At + _walls.AttentionLasts, null, false, []));
    }

    /// <summary>Once a second: desks with room let groups ring, absent positions are emptied, hand-overs end.</summary>
    public void Tick(DateTimeOffset now)
    {
        EndAbsence(now);
        ForgetMemories(now);
        var ended = false;
        foreach (var seat in _order)
        {
            if (seat.HandedOver is not { } handed || (handed.Until > now && Find(handed.To)?.IsStaffed == true)) continue;
            seat.HandedOver = null;
            ended = true;
        }
        if (ended) Divide(now);
        foreach (var position in _positions)
        {
            if (position.IsStaffed) _desks.Settle(position, now);
        }
    }

    /// <summary>A wall showed something for the first time, or tells what was seen.</summary>
    public void Report(WallReport report)
    {
        foreach (var shown in report.Shown)
        {
            if (!IncidentId.TryParse(shown.Key, out var id) || !_cases.TryGetValue(id, out var open) || open.ShownAt is not null) continue;
            open.ShownAt = shown.At;
            _counts.Shown(open.Incident.Severity, shown.At - open.Incident.OpenedAt);
            if (open.Group is not null) open.Position?.DeskChanged();
        }
        foreach (var seen in report.Seen)
        {
            if (_cameras.TryGetValue(seen.Camera, out var seat) && !(seat.ShownAt >= seen.At)) seat.ShownAt = seen.At;
        }
        foreach (var looked in report.Looked)
        {
            if (_cameras.TryGetValue(looked.Camera, out var seat) && !(seat.LookedAt >= looked.At)) seat.LookedAt = looked.At;
        }
    }

    private void Update(RoomCase known, RoomIncident incident, DateTimeOffset now)
    {
        var before = known.Incident;
        var wasShown = known.Cameras;
        known.Incident = incident;
        if (!incident.IsOpen || incident.Shelved)
        {
            Withdraw(known, wasShown);
            if (incident.IsOpen) return;
            _cases.Remove(incident.Id);
            EndHandOvers(wasShown, now);
            return;
        }
        if (known.Position is null)
        {
            Settle(known, now);
            return;
        }
        if (incident.Owner is not null) known.Rings = false;
        if (known.Group is { } group && group.Members.Values.All(member => member.Incident.Owner is not null)) group.Rings = false;
        if (MustBeOfferedAgain(known, before)) OfferAgain(known, now);
        known.Position.DeskChanged();
        Outbox.Staff(known.Position);
        ShowAgain(known);
    }

    /// <summary>Whoever owned it lost it, it became worse in silence, or it may not be grouped any more.</summary>
    private static bool MustBeOfferedAgain(RoomCase known, RoomIncident before)
    {
        var now = known.Incident;
        if (now.IsProtected && !before.IsProtected) return true;
        return now.Owner is null && (before.Owner is not null || (now.Severity > before.Severity && !known.Rings));
    }

    private void OfferAgain(RoomCase known, DateTimeOffset now)
    {
        var desk = known.Position!;
        _desks.OfferAgain(known, _positions, now);
        if (ReferenceEquals(desk, known.Position)) return;
        desk.DeskChanged();
        Outbox.Staff(desk);
        foreach (var seat in known.Cameras) Outbox.End(desk, seat.Camera.Id, known.Incident.Id.Value);
    }

    /// <summary>Finds desk and cameras for an incident that has none, and presents it there.</summary>
    private void Settle(RoomCase open, DateTimeOffset now)
    {
        open.Cameras = CamerasOf(open.Incident);
        NoteSeen(open);
        if (DeskFor(open) is not { } desk) return;
        open.Position = desk;
        desk.Cases[open.Incident.Id] = open;
        if (!Remember(open, now)) _desks.Offer(open, _positions, now);
        Outbox.Staff(open.Position);
        Show(open);
    }

    private RoomPosition? DeskFor(RoomCase open)
    {
        foreach (var seat in open.Cameras)
        {
            if (seat.Owner is not { } owner) continue;
            return open.Incident.IsProtected && IsFull(owner) ? Roomiest(owner) : owner;
        }
        var staffed = _positions.Where(position => position.IsStaffed).ToList();
        if (staffed.Count == 0) return null;
        if (_homes.TryGetValue(open.Incident.Subject.Subject, out var home) && Nearest(home, double.MaxValue).FirstOrDefault()?.Owner is { } near) return near;
        return staffed[(int)((uint)Hash(open.Incident.Subject.Subject.Id) % (uint)staffed.Count)];
    }

    /// <summary>True when more critical incidents than tiles would be on this wall.</summary>
    private bool IsFull(RoomPosition position) => Urgent(position) >= Tiles(position);

    private RoomPosition Roomiest(RoomPosition home)
    {
        var best = _positions.Where(position => position.IsStaffed).MaxBy(position => Tiles(position) - Urgent(position));
        return best is not null && Tiles(best) > Urgent(best) ? best : home;
    }

    private static int Urgent(RoomPosition position) =>
        position.Cases.Values.Sum(open => open.Incident is { Severity: Severity.Critical, Owner: null } ? open.Cameras.Count : 0);

    /// <summary>Tiles of a wall of the default size that are not the tour's.</summary>
    private int Tiles(RoomPosition position) => _walls.Size - TourPlan.For(position.Cameras.Count, _walls.Size, _walls).Slots;

    private List<CameraSeat> CamerasOf(RoomIncident incident)
    {
        var seats = new List<CameraSeat>(MostCameras);
        foreach (var reporter in incident.Reporters)
        {
            if (seats.Count < MostCameras && _cameras.TryGetValue(reporter, out var seat)) seats.Add(seat);
        }
        if (seats.Count == 0 && _byPlace.TryGetValue(incident.Subject.Subject, out var here)) seats.AddRange(here.Take(MostCameras));
        if (seats.Count == 0 && _homes.TryGetValue(incident.Subject.Subject, out var home)) seats.AddRange(Nearest(home, _options.HomeCameraWithin).Take(MostCameras));
        return seats;
    }

    private IEnumerable<CameraSeat> Nearest(GeoPoint home, double within) =>
        _order.Select(seat => (Seat: seat, Metres: Neighbourhood.Metres(home, seat.Camera.Position)))
            .Where(near => near.Metres <= within).OrderBy(near => near.Metres).Select(near => near.Seat);

    /// <summary>A hash that is the same in every process.</summary>
    private static int Hash(string text)
    {
        var hash = 17;
        foreach (var letter in text) hash = unchecked((hash * 31) + letter);
        return hash;
    }
}
