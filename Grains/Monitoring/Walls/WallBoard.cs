using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>
/// The wall of one position without Orleans: its cameras, what is to be seen at them, and what stands on the tiles. Not thread-safe; the grain's turns
/// keep order. A round over 400 cameras takes tens of microseconds.
/// </summary>
internal sealed class WallBoard
{
    private const int MostSources = 8;
    private static readonly TimeSpan RelatedFor = TimeSpan.FromMinutes(10);

    private readonly WallOptions _options;
    private readonly Dictionary<DeviceId, WallEntry> _entries = [];
    private readonly List<WallEntry> _own = [];
    private readonly List<WallEntry> _candidates = [];
    private readonly List<WallEntry> _sources = [];
    private readonly List<NoticeShown> _shown = [];

    public WallBoard(WallOptions options)
    {
        _options = options;
        Tiles = new WallTiles(options);
        Arrange();
    }

    public WallTiles Tiles { get; }

    /// <summary>This position's cameras.</summary>
    public IReadOnlyList<WallEntry> Own => _own;

    public IEnumerable<WallEntry> Pinned => _entries.Values.Where(entry => entry.Pin is not null);

    public IEnumerable<WallEntry> Dismissed => _entries.Values.Where(entry => entry.Dismissal is not null);

    /// <summary>Cameras with an incident that has not been on the wall and has no tile.</summary>
    public int Waiting { get; private set; }

    /// <summary>The longest time that one of its own cameras has not been on the wall.</summary>
    public TimeSpan OldestUnseen { get; private set; }

    public WallEntry? Find(DeviceId camera) => _entries.GetValueOrDefault(camera);

    /// <summary>Number of tiles.</summary>
    public int Size => ChosenSize ?? _options.Size;

    /// <summary>The number a person chose, or null for the default.</summary>
    public int? ChosenSize
    {
        get;
        set
        {
            field = value;
            Arrange();
        }
    }

    /// <summary>What the room tells: cameras, what is over, what is new.</summary>
    public void Take(WallOrder order, DateTimeOffset now)
    {
        if (order.Cameras is { } cameras) Assign(cameras, now);
        foreach (var ended in order.Ended) End(ended.Camera, ended.Key);
        foreach (var notice in order.Notices)
        {
            Know(notice.Camera);
            Set(notice.Notice);
        }
    }

    /// <summary>Sets this position's cameras, in the order of the tour. What is pinned or on the wall of others stays known.</summary>
    public void Assign(IReadOnlyList<WatchedCamera> cameras, DateTimeOffset now)
    {
        foreach (var entry in _own) (entry.IsOwn, entry.Neighbours) = (false, null);
        _own.Clear();
        foreach (var watched in cameras)
        {
            var entry = Know(watched.Camera);
            (entry.IsOwn, entry.TakenFrom, entry.HandedOver) = (true, watched.From, watched.HandedOver);
            // A camera that nobody has ever seen counts from now on, or it would make the promise look broken at the first sign-in.
            entry.ShownAt = Math.Max(entry.ShownAt, watched.ShownAt?.UtcTicks ?? 0);
            if (entry.ShownAt == 0) entry.ShownAt = now.UtcTicks;
            entry.LookedAt = Math.Max(entry.LookedAt, watched.LookedAt?.UtcTicks ?? 0);
            _own.Add(entry);
        }
        foreach (var entry in _entries.Values.Where(entry => !entry.IsOwn && entry.Notices.Count == 0 && entry.Pin is null).ToList()) Forget(entry);
        Arrange();
    }

    /// <summary>Takes a camera onto the books, its own or another's.</summary>
    public WallEntry Know(RoomCamera camera)
    {
        if (!_entries.TryGetValue(camera.Id, out var entry)) _entries.Add(camera.Id, entry = new WallEntry(camera));
        entry.Camera = camera;
        return entry;
    }

    /// <summary>Something to see. Nothing when the camera is not on the books.</summary>
    public void Set(CameraNotice notice) => Find(notice.Camera)?.Set(notice);

    /// <summary>It is over.</summary>
    public void End(DeviceId camera, string key)
    {
        if (Find(camera) is not { } entry || !entry.End(key)) return;
        if (entry.IsForgotten) Forget(entry);
    }

    public static void Look(WallEntry entry, DateTimeOffset now) => (entry.LookedAt, entry.ShownAt) = (now.UtcTicks, now.UtcTicks);

    /// <summary>One round. Returns what was shown for the first time; the list is valid until the next round.</summary>
    public IReadOnlyList<NoticeShown> Choose(DateTimeOffset now)
    {
        var ticks = now.UtcTicks;
        _candidates.Clear();
        _sources.Clear();
        MarkSeen(ticks);
        foreach (var entry in _entries.Values) Refresh(entry, now);
        Relate(now);
        foreach (var entry in _entries.Values)
        {
            if (entry.Best is null && entry.Related is null && entry.Pin is null) (entry.Rank, entry.Speaker) = (default, null);
            else entry.Rank = WallRanking.Of(entry, now);
            if (entry.Rank.Score > 0 || entry.Pin is not null) _candidates.Add(entry);
        }
        Tiles.Choose(_own, _candidates, ticks);
        NoteShown(ticks, now);
        return _shown;
    }

    private void Refresh(WallEntry entry, DateTimeOffset now)
    {
        entry.Expire(now);
        entry.Related = null;
        if (entry.Dismissal?.Until <= now) entry.Dismissal = null;
        if (entry.HandedOver?.Until <= now) entry.HandedOver = null;
        if (entry.Best is { } best && IsSource(best.Notice, now)) _sources.Add(entry);
    }

    private static bool IsSource(CameraNotice notice, DateTimeOffset now) =>
        notice.Severity >= Severity.High && notice.Owner is null && !notice.Cleared && now - notice.At < RelatedFor;

    private void Relate(DateTimeOffset now)
    {
        if (_sources.Count > MostSources) _sources.Sort(static (a, b) => b.Best!.Weight.CompareTo(a.Best!.Weight));
        for (var i = 0; i < _sources.Count && i < MostSources; i++)
        {
            var source = _sources[i];
            source.Neighbours ??= Neighbourhood.Of(source, _own, _options.RelatedWithin);
            var worth = 0.45 * WallRanking.Base(source.Best!.Notice.Severity) * (1 - (0.5 * ((now - source.Best.Notice.At) / RelatedFor)));
            foreach (var near in source.Neighbours)
            {
                var score = worth * (1 - (0.5 * near.Metres / Math.Max(1, _options.RelatedWithin)));
                if (near.Entry.Related is null || near.Entry.Related.Score < score) near.Entry.Related = new Relation(source, near.Metres, near.SamePlace, score);
            }
        }
    }

    private void MarkSeen(long now)
    {
        foreach (ref readonly var tile in Tiles.Tiles)
        {
            if (tile.Entry is { } entry && WallTiles.Age(tile, now) >= _options.Glance) entry.ShownAt = now;
        }
    }

    private void NoteShown(long ticks, DateTimeOffset now)
    {
        _shown.Clear();
        foreach (ref readonly var tile in Tiles.Tiles)
        {
            if (tile.Entry is not { } entry) continue;
            foreach (var notice in entry.Notices)
            {
                if (notice.ShownAt != 0) continue;
                notice.Show(ticks);
                _shown.Add(new NoticeShown(entry.Camera.Id, notice.Notice.Key, now));
            }
        }
        Waiting = _candidates.Count(static entry => entry.Slot < 0 && entry.Speaker is { ShownAt: 0, Notice.Incident: not null });
        var oldest = ticks;
        foreach (var entry in _own)
        {
            if (entry.Slot < 0) oldest = Math.Min(oldest, entry.ShownAt);
        }
        OldestUnseen = TimeSpan.FromTicks(ticks - oldest);
    }

    private void Forget(WallEntry entry)
    {
        Tiles.Remove(entry);
        _entries.Remove(entry.Camera.Id);
    }

    private void Arrange() => Tiles.Arrange(Size, TourPlan.For(_own.Count, Size, _options));
}
