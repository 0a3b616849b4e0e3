using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Monitoring.Rooms;

/// <summary>Asks the room, its walls and the proposals; a wall that does not answer does not keep the others from being shown.</summary>
internal sealed class RoomOverviewReader(IGrainFactory grains, ILogger<RoomOverviewReader> log)
{
    public async Task<RoomOverview> ReadAsync()
    {
        var control = grains.GetGrain<IControlRoomGrain>(GrainKeys.ControlRoom);
        var room = await control.Get();
        var groups = control.Groups();
        var offenders = grains.GetGrain<IRepeatOffendersGrain>(GrainKeys.RepeatOffenders).List(null);
        var (walls, desks) = (new ConcurrentDictionary<string, WallView>(), new ConcurrentDictionary<string, DeskView>());
        await Task.WhenAll(room.Positions.Where(position => position.StaffedBy is not null).Select(position => AskAsync(position.Position, walls, desks)));
        return new RoomOverview(room, walls, desks, await groups, await offenders);
    }

    private async Task AskAsync(string position, ConcurrentDictionary<string, WallView> walls, ConcurrentDictionary<string, DeskView> desks)
    {
        try
        {
            var wall = grains.GetGrain<IVideoWallGrain>(GrainKeys.Wall(position));
            walls[position] = await wall.Get();
            desks[position] = await wall.Desk();
        }
        catch (Exception error)
        {
            // Edge of one position: the page shows it as not answering, and the next turn asks again.
            log.LogWarning(error, "The wall of position {Position} does not answer", position);
        }
    }
}
