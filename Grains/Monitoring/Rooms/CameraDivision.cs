using SafetyHub.Grains.Monitoring.Walls;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// Divides cameras among positions so that neighbours stay together: along a curve through the city each position has a stretch of its own. The stretch
/// of a position that nobody staffs is shared out evenly among the others and comes back whole, so nobody else's cameras move when one comes or goes.
/// </summary>
internal static class CameraDivision
{
    /// <summary>Districts one after another, and within a district along a Z-shaped curve; cameras without a position last, by id.</summary>
    public static RoomCamera[] InOrder(IEnumerable<RoomCamera> cameras) =>
        [.. cameras.OrderBy(camera => camera.District, StringComparer.Ordinal).ThenBy(Curve).ThenBy(camera => camera.Id.Value, StringComparer.Ordinal)];

    /// <summary>For each camera in order: the index of its home position, and of the staffed position that has it now, or -1 when none is staffed.</summary>
    public static (int Home, int Now)[] Divide(int cameras, int positions, IReadOnlyList<int> staffed)
    {
        var shares = new (int, int)[cameras];
        for (var home = 0; home < positions; home++)
        {
            var (from, to) = (Boundary(home, cameras, positions), Boundary(home + 1, cameras, positions));
            var present = staffed.Contains(home);
            for (var i = from; i < to; i++)
            {
                var now = present ? home : staffed.Count == 0 ? -1 : staffed[(int)((long)(i - from) * staffed.Count / (to - from))];
                shares[i] = (home, now);
            }
        }
        return shares;
    }

    private static int Boundary(int position, int cameras, int positions) => (int)((long)position * cameras / positions);

    private static ulong Curve(RoomCamera camera)
    {
        if (camera.Position is not { } at) return ulong.MaxValue;
        var (north, east) = ((uint)((at.Lat + 90) / 180 * uint.MaxValue), (uint)((at.Lon + 180) / 360 * uint.MaxValue));
        return Spread(north) << 1 | Spread(east);
    }

    private static ulong Spread(uint value)
    {
        ulong spread = value;
        spread = (spread | (spread << 16)) & 0x0000FFFF0000FFFF;
        spread = (spread | (spread << 8)) & 0x00FF00FF00FF00FF;
        spread = (spread | (spread << 4)) & 0x0F0F0F0F0F0F0F0F;
        spread = (spread | (spread << 2)) & 0x3333333333333333;
        return (spread | (spread << 1)) & 0x5555555555555555;
    }
}
