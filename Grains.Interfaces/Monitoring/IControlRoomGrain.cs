using SafetyHub.Devices;

namespace SafetyHub.Monitoring;

/// <summary>
/// The room: divides cameras and alarms among the positions that are staffed. One grain (<see cref="GrainKeys.ControlRoom"/>), which holds no truth of
/// its own: cameras come from the registry, alarms from the incident log. When it is away, SOS and incidents go on.
/// </summary>
[Alias("hub.IControlRoomGrain")]
public interface IControlRoomGrain : IGrainWithStringKey
{
    /// <summary>Who sits where and how each desk does.</summary>
    [Alias("Get")] Task<RoomView> Get();

    /// <summary>The budget of every position that was staffed within the last 24 hours.</summary>
    [Alias("Budgets")] Task<IReadOnlyList<AlarmBudget>> Budgets();

    /// <summary>The groups of every desk, newest first, at most 500.</summary>
    [Alias("Groups")] Task<IReadOnlyList<PositionGroup>> Groups();
}

/// <summary>A group with the desk it stands at.</summary>
/// <param name="Position">The position.</param>
/// <param name="Group">The group.</param>
[GenerateSerializer, Immutable, Alias("hub.PositionGroup")]
public sealed record PositionGroup([property: Id(0)] string Position, [property: Id(1)] AlarmGroup Group);

/// <summary>The room at a glance.</summary>
/// <param name="At">UTC.</param>
/// <param name="Cameras">Cameras in the room.</param>
/// <param name="Unwatched">Cameras that no staffed position has; above 0 only while nobody is signed in.</param>
/// <param name="Positions">The configured positions and every other that is staffed, by id.</param>
[GenerateSerializer, Immutable, Alias("hub.RoomView")]
public sealed record RoomView(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Cameras,
    [property: Id(2)] int Unwatched,
    [property: Id(3)] IReadOnlyList<PositionStatus> Positions);

/// <summary>A position at a glance.</summary>
/// <param name="Position">Its id.</param>
/// <param name="StaffedBy">Who sits there, or null.</param>
/// <param name="Team">The team of the shift, or null.</param>
/// <param name="SignedInAt">UTC, or null.</param>
/// <param name="Cameras">Cameras it has now.</param>
/// <param name="OpenAlarms">Open incidents that are its, members of groups included.</param>
/// <param name="Budget">Its live figures.</param>
[GenerateSerializer, Immutable, Alias("hub.PositionStatus")]
public sealed record PositionStatus(
    [property: Id(0)] string Position,
    [property: Id(1)] string? StaffedBy,
    [property: Id(2)] string? Team,
    [property: Id(3)] DateTimeOffset? SignedInAt,
    [property: Id(4)] int Cameras,
    [property: Id(5)] int OpenAlarms,
    [property: Id(6)] AlarmBudget Budget);
