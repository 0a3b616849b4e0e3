namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>
/// How many tiles the tour needs to keep its promise. The tour always shows the camera that waited longest, so with s tiles of dwell d each of n cameras
/// comes again after at most ⌈n/s⌉·d, and a tile changes up to a second late.
/// </summary>
/// <param name="Slots">Tiles reserved for the tour; nothing else ever takes them.</param>
/// <param name="Achievable">The time in which every camera comes again with them.</param>
/// <param name="IsKept">True when that is within the promise.</param>
internal readonly record struct TourPlan(int Slots, TimeSpan Achievable, bool IsKept)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    /// <summary>Part of the promise that is planned with: the rest is for a restart of the wall and cameras that come over.</summary>
    private const double Planned = 0.8;

    public static TourPlan For(int cameras, int size, WallOptions options)
    {
        if (cameras <= 0) return new TourPlan(0, TimeSpan.Zero, IsKept: true);
        var most = MostSlots(size);
        var needed = Needed(cameras, options);
        var slots = Math.Min(needed, most);
        if (slots == 0) return new TourPlan(0, TimeSpan.MaxValue, IsKept: false);
        var achievable = Round(cameras, slots, options);
        return new TourPlan(slots, achievable, achievable <= options.TourPromise);
    }

    /// <summary>The smallest wall on which the promise holds, or null when none does.</summary>
    public static int? SmallestSize(int cameras, WallOptions options)
    {
        for (var size = 1; size <= WallOptions.MostTiles; size++)
        {
            if (For(cameras, size, options).IsKept) return size;
        }
        return null;
    }

    private static int Needed(int cameras, WallOptions options)
    {
        var slots = 1;
        while (slots < WallOptions.MostTiles && Round(cameras, slots, options) > Planned * options.TourPromise) slots++;
        return slots;
    }

    private static TimeSpan Round(int cameras, int slots, WallOptions options) =>
        (((cameras + slots - 1) / slots) + 1) * (options.TourDwell + Tick);

    /// <summary>A third of the wall at least stays for what happens; a wall of one tile has no room for a tour that is a promise.</summary>
    private static int MostSlots(int size) => size == 1 ? 0 : Math.Max(1, size - Math.Max(1, (size + 2) / 3));
}
