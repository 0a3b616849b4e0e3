using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Monitoring.Walls;
using SafetyHub.Grains.Tests.Monitoring.Walls;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Monitoring.Rooms;

/// <summary>A room on a clock that tests turn by hand: 300 cameras, three positions p1 to p3.</summary>
internal sealed class RoomStage : IRoomCounts
{
    private int _incidents;

    public RoomStage(int positions = 3, int cameras = 300, RoomOptions? options = null)
    {
        Options = options ?? new RoomOptions();
        if (Options.Positions.Count == 0) for (var i = 1; i <= positions; i++) Options.Positions.Add($"p{i}");
        Book = new RoomBook(Options, new WallOptions(), this);
        Book.SetCameras([.. Enumerable.Range(0, cameras).Select(WallStage.Camera)], Now);
    }

    public RoomOptions Options { get; }

    public RoomBook Book { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 5, 4, 3, 0, 0, TimeSpan.Zero);

    public List<string> Rung { get; } = [];

    public RoomPosition this[int number] => Book.Find($"p{number}")!;

    public void Staff(params int[] numbers)
    {
        foreach (var number in numbers) Assert.Equal(WallRefusal.None, Book.SignIn($"p{number}", $"user:op{number}", "a", Now).Reason);
    }

    /// <summary>Time passes; whoever sits somewhere renews.</summary>
    public void Wait(double minutes, params int[] silent)
    {
        for (var passed = 0.0; passed < minutes; passed += 0.5)
        {
            Now += TimeSpan.FromMinutes(0.5);
            foreach (var position in Book.Positions.Where(position => position.IsStaffed && !silent.Contains(position.Id[1] - '0'))) Book.SignIn(position.Id, position.Actor!, position.Team, Now);
            Book.Tick(Now);
        }
    }

    public RoomIncident Happen(int camera, Severity severity, IncidentCategory category = IncidentCategory.Intrusion, double? confidence = 0.7) => Take(new RoomIncident(
        WallStage.Incident(_incidents++), category, "loitering", severity, false, null, false,
        new SubjectSummary(new SubjectRef(SubjectKind.Place, $"place-{camera}"), $"Place {camera}", "deogyang-gu"), Now, Now, confidence, [WallStage.Id(camera)], null, null, 1));

    public RoomIncident AtHome(string home, IncidentCategory category = IncidentCategory.Sos, Severity severity = Severity.Critical) => Take(new RoomIncident(
        WallStage.Incident(_incidents++), category, "sos.button", severity, false, null, false,
        new SubjectSummary(new SubjectRef(SubjectKind.Resident, home), home, "deogyang-gu"), Now, Now, null, [DeviceId.Parse("robot-1")], null, null, 1));

    public RoomIncident Change(RoomIncident incident, Func<RoomIncident, RoomIncident> change) => Take(change(Book.Cases[incident.Id].Incident) with { Version = incident.Version + 1 });

    public RoomCase Case(RoomIncident incident) => Book.Cases[incident.Id];

    /// <summary>What the walls are told since the last call.</summary>
    public IReadOnlyList<(RoomPosition Position, WallOrder Order)> Orders() => Book.Outbox.Drain(Guid.Empty, _ => null);

    void IRoomCounts.Rang(string position, Severity severity) => Rung.Add(position);

    public int LeftOut { get; private set; }

    void IRoomCounts.LeftOut() => LeftOut++;

    void IRoomCounts.Grouped(string position, string reason)
    {
        // Tests look at the groups themselves.
    }

    void IRoomCounts.Moved(string position)
    {
        // Tests look at the desks themselves.
    }

    void IRoomCounts.Shown(Severity severity, TimeSpan after)
    {
        // Tests look at the cases themselves.
    }

    private RoomIncident Take(RoomIncident incident)
    {
        Book.Take(incident, Now);
        return incident;
    }
}
