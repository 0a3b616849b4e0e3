namespace SafetyHub.Dashboard.Monitoring.Walls;

/// <summary>How the tiles of a wall stand: so many columns that a 16:9 screen is filled.</summary>
internal static class WallShape
{
    public static int Columns(int size) => size switch { <= 1 => 1, <= 4 => 2, <= 9 => 3, _ => 4 };

    /// <summary>The slot next to one; stays where the wall ends.</summary>
    public static int Neighbour(int slot, int size, WallAct step)
    {
        var columns = Columns(size);
        var next = step switch
        {
            WallAct.Left => slot % columns == 0 ? slot : slot - 1,
            WallAct.Right => slot % columns == columns - 1 ? slot : slot + 1,
            WallAct.Up => slot - columns,
            WallAct.Down => slot + columns,
            _ => slot,
        };
        return next < 0 || next >= size ? slot : next;
    }
}
