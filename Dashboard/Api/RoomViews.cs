using System.Globalization;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Api;

/// <summary>Operator positions, and who sits where.</summary>
/// <param name="At">UTC.</param>
/// <param name="Cameras">Cameras of the room.</param>
/// <param name="Unwatched">Cameras that no staffed position has.</param>
/// <param name="Items">The positions by id.</param>
public sealed record PositionsView(DateTimeOffset At, int Cameras, int Unwatched, IReadOnlyList<PositionView> Items)
{
    internal static PositionsView Of(RoomView room) => new(room.At, room.Cameras, room.Unwatched, [.. room.Positions.Select(PositionView.Of)]);
}

/// <summary>A position at a glance.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StaffedBy">Who sits there (<c>user:{name}</c> or <c>token:{name}</c>), or null.</param>
/// <param name="Team">The team of the shift, or null.</param>
/// <param name="SignedInAt">UTC, or null.</param>
/// <param name="Cameras">Cameras it has now, those taken over included.</param>
/// <param name="OpenAlarms">Open incidents that are its, members of groups included.</param>
/// <param name="Budget">Its alarm budget.</param>
public sealed record PositionView(string Id, string? StaffedBy, string? Team, DateTimeOffset? SignedInAt, int Cameras, int OpenAlarms, BudgetView Budget)
{
    internal static PositionView Of(PositionStatus status) => new(
        status.Position, status.StaffedBy, status.Team, status.SignedInAt, status.Cameras, status.OpenAlarms, BudgetView.Of(status.Budget));
}

/// <summary>How much a position is asked to bear, as ISA-18.2 measures it.</summary>
/// <param name="LastTenMinutes">Alarms of the last 10 minutes.</param>
/// <param name="LastHour">Alarms of the last hour.</param>
/// <param name="HourlyLimit">The line.</param>
/// <param name="AverageHourly">Average since the measuring began, at most 24 hours.</param>
/// <param name="Flood">True from more than 10 alarms in 10 minutes until fewer than 5.</param>
/// <param name="FloodSince">UTC, or null.</param>
/// <param name="FloodShare">Part of the 10-minute windows of 24 hours in flood, 0 to 1.</param>
/// <param name="WorstTenMinutes">Most alarms within 10 minutes of the last 24 hours.</param>
/// <param name="Stage"><c>calm</c>, <c>grouping</c>, <c>rebalancing</c> or <c>flood</c>.</param>
/// <param name="GroupedLastHour">Incidents of the last hour that went into groups.</param>
/// <param name="MovedLastHour">Alarms of the last hour that rang at another desk.</param>
public sealed record BudgetView(
    int LastTenMinutes, int LastHour, int HourlyLimit, double AverageHourly, bool Flood, DateTimeOffset? FloodSince, double FloodShare, int WorstTenMinutes, BudgetStage Stage,
    int GroupedLastHour, int MovedLastHour)
{
    internal static BudgetView Of(AlarmBudget budget) => new(
        budget.LastTenMinutes, budget.LastHour, budget.HourlyLimit, budget.AverageHourly, budget.IsFlood, budget.FloodSince, budget.FloodShare, budget.WorstTenMinutes,
        budget.Stage, budget.GroupedLastHour, budget.MovedLastHour);
}

/// <summary>The whole room for whoever leads it.</summary>
/// <param name="Positions">Positions with their budgets.</param>
/// <param name="Groups">The groups of every desk, newest first, at most 500.</param>
public sealed record RoomOverviewView(PositionsView Positions, IReadOnlyList<RoomGroupView> Groups);

/// <summary>A group with the desk it stands at.</summary>
/// <param name="Position">The position.</param>
/// <param name="Group">The group.</param>
public sealed record RoomGroupView(string Position, GroupView Group)
{
    internal static RoomGroupView Of(PositionGroup group, IIncidentWording words, CultureInfo culture) => new(group.Position, GroupView.Of(group.Group, words, culture));
}
