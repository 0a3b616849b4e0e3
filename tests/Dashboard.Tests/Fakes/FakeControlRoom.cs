using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>The control room in memory: positions, their walls and the proposals, as the contracts say.</summary>
internal sealed class FakeControlRoom : IControlRoomGrain
{
    private readonly Dictionary<string, FakeWall> _walls = [];

    public FakeControlRoom()
    {
        foreach (var position in new[] { "p1", "p2", "p3" }) _walls[position] = new FakeWall(position, this);
    }

    public FakeOffenders Offenders { get; } = new();

    public List<PositionGroup> AllGroups { get; } = [];

    /// <summary>Cameras that nobody has.</summary>
    public int Unwatched { get; set; }

    public FakeWall Wall(string position) => _walls[position];

    public bool IsStaffed(string position) => _walls.TryGetValue(position, out var wall) && wall.View.StaffedBy is not null;

    public Task<RoomView> Get() => Task.FromResult(new RoomView(
        DateTimeOffset.UnixEpoch, _walls.Values.Sum(wall => wall.View.Cameras), Unwatched,
        [.. _walls.Values.Select(wall => new PositionStatus(
            wall.View.Position, wall.View.StaffedBy, wall.View.Team, null, wall.View.Cameras, wall.DeskView.Alarms.Count + wall.DeskView.Groups.Sum(group => group.MemberCount), wall.DeskView.Budget))]));

    public Task<IReadOnlyList<AlarmBudget>> Budgets() => Task.FromResult<IReadOnlyList<AlarmBudget>>([.. _walls.Values.Select(wall => wall.DeskView.Budget)]);

    public Task<IReadOnlyList<PositionGroup>> Groups() => Task.FromResult<IReadOnlyList<PositionGroup>>([.. AllGroups]);
}
