using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>
/// The slots of a wall and the choice of what stands in them. The last slots are the tour's alone; in the others what deserves a look more replaces what
/// deserves it less, but not before a tile was up long enough to be understood. Two guarantees follow: nothing but an urgent incident (or a person) takes
/// down a tile that has something to show before the shortest dwell is over, and an urgent incident goes up in the very round that hears of it as long as
/// urgent ones do not fill all slots that are not the tour's.
/// </summary>
internal sealed class WallTiles(WallOptions options)
{
    /// <summary>More challengers than this cannot find a slot in one round anyway.</summary>
    private const int MostChallengers = 64;

    private readonly Tile[] _tiles = new Tile[WallOptions.MostTiles];
    private readonly List<WallEntry> _challengers = [];

    public int Size { get; private set; }

    public TourPlan Plan { get; private set; }

    /// <summary>Slots that are not the tour's.</summary>
    public int Free => Size - Plan.Slots;

    public ReadOnlySpan<Tile> Tiles => _tiles.AsSpan(0, Size);

    /// <summary>Sets size and tour; tiles that have no slot any more go.</summary>
    public void Arrange(int size, TourPlan plan)
    {
        for (var slot = size; slot < _tiles.Length; slot++) Clear(slot);
        (Size, Plan) = (size, plan);
    }

    /// <summary>Takes a camera off the wall, wherever it is.</summary>
    public void Remove(WallEntry entry)
    {
        if (entry.Slot >= 0) Clear(entry.Slot);
    }

    /// <summary>One round: tour, then what deserves a look, then what fills the rest.</summary>
    public void Choose(IReadOnlyList<WallEntry> own, List<WallEntry> candidates, long now)
    {
        Tour(own, now);
        Settle(now);
        _challengers.Clear();
        foreach (var entry in candidates)
        {
            if (entry.Slot < 0) _challengers.Add(entry);
        }
        _challengers.Sort(static (a, b) => Standing(b).CompareTo(Standing(a)));
        for (var i = 0; i < _challengers.Count && i < MostChallengers; i++) TryPlace(_challengers[i], now);
        Fill(own, now);
    }

    /// <summary>How long it is up, for whoever asks whether it was seen.</summary>
    public static TimeSpan Age(in Tile tile, long now) => TimeSpan.FromTicks(now - tile.Since);

    private void Tour(IReadOnlyList<WallEntry> own, long now)
    {
        for (var slot = Free; slot < Size; slot++)
        {
            var due = _tiles[slot].Entry is null || Age(_tiles[slot], now) >= options.TourDwell;
            if (due && LongestUnseen(own) is { } next) Place(slot, next, now, filler: true);
        }
    }

    /// <summary>A tile whose ground is gone stays up, and once it was up for the shortest dwell gives way to anything.</summary>
    private void Settle(long now)
    {
        for (var slot = 0; slot < Free; slot++)
        {
            ref var tile = ref _tiles[slot];
            if (tile.Entry is { } entry) tile.IsFiller = entry.Rank.Score <= 0 && entry.Pin is null && (tile.IsFiller || Age(tile, now) >= options.ShortestDwell);
        }
    }

    private void TryPlace(WallEntry challenger, long now)
    {
        var victim = -1;
        for (var slot = 0; slot < Free; slot++)
        {
            if (_tiles[slot].Entry is null)
            {
                victim = slot;
                break;
            }
            if (MayReplace(slot, challenger, now) && (victim < 0 || Standing(_tiles[slot].Entry!) < Standing(_tiles[victim].Entry!))) victim = slot;
        }
        if (victim >= 0) Place(victim, challenger, now, filler: false);
    }

    private bool MayReplace(int slot, WallEntry challenger, long now)
    {
        ref readonly var tile = ref _tiles[slot];
        var incumbent = tile.Entry!;
        if (incumbent.IsUrgent) return false;
        if (challenger.IsUrgent) return true;
        if (incumbent.Pin is not null) return false;
        if (challenger.Pin is not null || tile.IsFiller) return true;
        var age = Age(tile, now);
        if (age < options.ShortestDwell) return false;
        // Passers-by do not chase each other off the wall: one gives way to another only after its turn.
        if (IsPassing(challenger)) return IsPassing(incumbent) && age >= options.IdleDwell;
        return challenger.Rank.Score > incumbent.Rank.Score * options.Steadiness;
    }

    private static bool IsPassing(WallEntry entry) => entry.Speaker?.Notice.Incident is null && entry.Related is null && entry.HandedOver is null;

    /// <summary>Pins stand above all that is not urgent, because a person wanted them.</summary>
    private static double Standing(WallEntry entry) => entry.Rank.Score + (entry.Pin is null ? 0 : 10_000);

    private void Fill(IReadOnlyList<WallEntry> own, long now)
    {
        for (var slot = 0; slot < Free; slot++)
        {
            ref var tile = ref _tiles[slot];
            if (tile.Entry is not null && !(tile.IsFiller && Age(tile, now) >= Turn(slot))) continue;
            if (LongestUnseen(own) is { } next) Place(slot, next, now, filler: true);
        }
    }

    /// <summary>Slots have turns of different lengths, so that a calm wall does not change all at once.</summary>
    private TimeSpan Turn(int slot) => options.IdleDwell * (0.75 + (0.5 * slot / Math.Max(1, Free)));

    private static WallEntry? LongestUnseen(IReadOnlyList<WallEntry> own)
    {
        WallEntry? longest = null;
        for (var i = 0; i < own.Count; i++)
        {
            var entry = own[i];
            if (entry.Slot < 0 && (longest is null || entry.ShownAt < longest.ShownAt)) longest = entry;
        }
        return longest;
    }

    private void Place(int slot, WallEntry entry, long now, bool filler)
    {
        Clear(slot);
        entry.Slot = slot;
        _tiles[slot] = new Tile { Entry = entry, Since = now, IsFiller = filler };
    }

    private void Clear(int slot)
    {
        if (_tiles[slot].Entry is { } entry) entry.Slot = -1;
        _tiles[slot] = default;
    }

    /// <summary>What stands in a slot.</summary>
    public struct Tile
    {
        public WallEntry? Entry;

        /// <summary>UTC ticks.</summary>
        public long Since;

        /// <summary>True when nothing but the tour wants it here.</summary>
        public bool IsFiller;
    }
}
