using SafetyHub.Dashboard.Monitoring.Walls;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Rooms;

/// <summary>An alarm that rings at another desk than its own.</summary>
/// <param name="Position">Where it rings now.</param>
/// <param name="Alarm">The alarm, with the reason.</param>
internal sealed record MovedAlarm(string Position, DeskAlarm Alarm);

/// <summary>The room as a supervisor sees it. A position whose wall could not be asked is missing in <paramref name="Walls"/> and <paramref name="Desks"/>.</summary>
/// <param name="Room">Who sits where.</param>
/// <param name="Walls">The walls of the staffed positions.</param>
/// <param name="Desks">Their desks.</param>
/// <param name="Groups">What is bundled anywhere, newest first.</param>
/// <param name="Offenders">Proposals, newest first.</param>
internal sealed record RoomOverview(
    RoomView Room, IReadOnlyDictionary<string, WallView> Walls, IReadOnlyDictionary<string, DeskView> Desks, IReadOnlyList<PositionGroup> Groups,
    IReadOnlyList<RepeatOffender> Offenders)
{
    private static readonly HashSet<string> Moves = [WallReasonKeys.Rebalanced, WallReasonKeys.TakenOver, WallReasonKeys.HandedOver];

    /// <summary>Positions whose cameras are not all seen in time, worst first.</summary>
    public IEnumerable<WallView> BrokenTours => Walls.Values.Where(wall => !TourPromise.IsKept(wall.Tour)).OrderByDescending(TourPromise.Missed);

    /// <summary>Alarms that ring at another desk than their own, newest first.</summary>
    public IEnumerable<MovedAlarm> Moved => Desks.Values
        .SelectMany(desk => desk.Alarms.Where(alarm => alarm.Reasons.Any(reason => Moves.Contains(reason.Key))).Select(alarm => new MovedAlarm(desk.Position, alarm)))
        .OrderByDescending(moved => moved.Alarm.RangAt);
}
