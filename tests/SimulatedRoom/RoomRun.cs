using System.Diagnostics;
using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Signals;

namespace SafetyHub.SimulatedRoom;

/// <summary>
/// A day in the control room on a fake clock: the room's own books decide (the very classes behind the grains), simulated cameras, homes and operators
/// give them work, and what each event met is written down against the truth.
/// </summary>
public sealed class RoomRun
{
    private static readonly DateTimeOffset Midnight = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly RoomAssumptions _assume;
    private readonly Random _random;
    private readonly City _city;
    private readonly IReadOnlyList<SimulatedEvent> _events;
    private readonly SimulatedIncidents _incidents;
    private readonly RoomLedger _ledger;
    private readonly RoomBook _book;
    private readonly Dictionary<RoomPosition, WallBoard> _walls = [];
    private readonly Dictionary<RoomPosition, SimulatedOperator> _operators = [];
    private readonly WallOptions _wallOptions = new();
    private readonly Guid _start = Guid.NewGuid();
    private DateTimeOffset _now;

    private RoomRun(RoomAssumptions assume)
    {
        (_assume, _random) = (assume, new Random(assume.Seed));
        _city = new City(assume, _random);
        _events = new DayOfEvents(assume, _city, _random, Midnight).Draw();
        var districts = _city.Cameras.Where(camera => camera.Place is not null).DistinctBy(camera => camera.Place).ToDictionary(camera => camera.Place!.Value, camera => camera.District);
        foreach (var home in _city.Homes) districts[home.Subject] = home.District;
        _incidents = new SimulatedIncidents(subject => districts[subject]);
        _ledger = new RoomLedger(() => _now);
        var options = new RoomOptions();
        for (var i = 1; i <= assume.Positions; i++) options.Positions.Add($"p{i}");
        _book = new RoomBook(options, _wallOptions, _ledger);
        foreach (var (position, index) in _book.Positions.Select((position, index) => (position, index)))
        {
            _walls.Add(position, new WallBoard(_wallOptions));
            _operators.Add(position, new SimulatedOperator(index, position, _incidents));
        }
    }

    /// <summary>Runs from one hour of the day to another, local time, and measures.</summary>
    /// <param name="assume">What is taken for granted.</param>
    /// <param name="fromHour">0 to 24.</param>
    /// <param name="toHour">More than <paramref name="fromHour"/>, at most 24.</param>
    /// <param name="progress">Told the hour of the day, once a simulated minute.</param>
    public static RoomReport Run(RoomAssumptions assume, double fromHour, double toHour, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(assume);
        return new RoomRun(assume).Play(fromHour, toHour, progress ?? (_ => { }));
    }

    private RoomReport Play(double fromHour, double toHour, Action<double> progress)
    {
        _now = Midnight + TimeSpan.FromHours(fromHour);
        var end = Midnight + TimeSpan.FromHours(toHour);
        var next = 0;
        while (next < _events.Count && _events[next].At < _now) next++;
        Begin();
        while (_now < end)
        {
            var until = _now + Second;
            for (; next < _events.Count && _events[next].At + _assume.PipelineDelay <= until; next++) Happen(_events[next]);
            _now = until;
            Tick();
            if (_now.Second == 0) progress((_now - Midnight).TotalHours);
        }
        return _ledger.Report(_assume, _now - Midnight - TimeSpan.FromHours(fromHour), _operators.Values.Sum(one => one.Worked.TotalHours));
    }

    private void Begin()
    {
        foreach (var (position, person) in _operators) _book.SignIn(position.Id, person.NameAt(Hour), "a", _now);
        _book.SetCameras([.. _city.Cameras], _now);
        Send();
        _ledger.Begin(_city.Cameras.Select(camera => camera.Id), _now);
    }

    private double Hour => (_now - Midnight).TotalHours % 24;

    private void Happen(SimulatedEvent happened)
    {
        _now = happened.At + _assume.PipelineDelay;
        var incident = _incidents.Take(happened);
        _ledger.Happened(happened, incident.Now);
        _book.Take(incident.Now, _now);
        if (incident.Events.Count == 1) CountWithoutSelection(happened, incident);
        if (happened.Subject.Kind == SubjectKind.Resident && !_book.KnowsHome(happened.Subject))
        {
            _book.SetHome(happened.Subject, _city.Homes.First(home => home.Subject == happened.Subject).Position, _now);
        }
        Send();
    }

    private void CountWithoutSelection(SimulatedEvent happened, SimulatedIncident incident)
    {
        var desk = happened.Camera is { } camera ? _book.Cameras[camera].Owner : _book.Cases[incident.Now.Id].Position;
        if (desk is not null) _ledger.Opened(desk.Id);
    }

    private void Tick()
    {
        Staff();
        Sight();
        foreach (var person in _operators.Values) person.Work(_now, incident => _book.Take(incident.Now, _now));
        _book.Tick(_now);
        Send();
        foreach (var (position, wall) in _walls)
        {
            if (position.IsStaffed) Choose(position, wall);
        }
        _ledger.Settle(_book, _walls, _wallOptions);
    }

    private void Staff()
    {
        if (_now.Second % 10 != 0) return;
        foreach (var (position, person) in _operators)
        {
            var away = person.IsAwayAt(Hour);
            // Who leaves signs out, as closing the page does; what an unnoticed absence costs is another question than how the room selects.
            if (position.Actor is { } other && (away || other != person.NameAt(Hour))) _book.SignOut(position.Id, other, _now);
            if (away) continue;
            _book.SignIn(position.Id, person.NameAt(Hour), "a", _now);
        }
    }

    /// <summary>People and cars in front of cameras: worth a look when there is room, and no alarm.</summary>
    private void Sight()
    {
        var busy = Hour is < 6 ? 0.2 : 1.0;
        for (var i = 0; i < busy * _assume.SightingsPerMinute / 60; i++)
        {
            var camera = _city.Cameras[_random.Next(_city.Cameras.Count)];
            _book.Notice(new AttentionMark(camera.Id, _random.Next(4) == 0 ? "vehicle" : "person", 0.6, _now));
        }
    }

    private void Send()
    {
        foreach (var (position, order) in _book.Outbox.Drain(_start, _ => null))
        {
            var wall = _walls[position];
            wall.Take(order, _now);
            if (position.IsStaffed) Choose(position, wall);
        }
        _ledger.Rung(_book);
    }

    private void Choose(RoomPosition position, WallBoard wall)
    {
        var began = Stopwatch.GetTimestamp();
        var shown = wall.Choose(_now);
        _ledger.Chose(position, wall, Stopwatch.GetElapsedTime(began), _now);
        if (shown.Count == 0) return;
        _ledger.Shown(shown);
        _book.Report(new WallReport(position.Id, [.. shown], [], []));
    }
}
