using SafetyHub.Devices;
using SafetyHub.Grains.Monitoring.Rooms;

namespace SafetyHub.Grains.Monitoring.Walls;

/// <summary>What a wall keeps over a restart and what it tells the room: pins, dismissals, and to the minute when each camera was seen.</summary>
internal sealed class WallMemory(WallBoard board)
{
    private long _reportedTo;

    /// <summary>The cameras with what the wall itself knew of them before a restart.</summary>
    public static IReadOnlyList<WatchedCamera> Recall(IReadOnlyList<WatchedCamera> cameras, WallState state) =>
        [.. cameras.Select(watched => watched with
        {
            ShownAt = Later(watched.ShownAt, state.ShownMinutes, watched.Camera.Id), LookedAt = Later(watched.LookedAt, state.LookedMinutes, watched.Camera.Id),
        })];

    /// <summary>Puts pins and dismissals back on cameras that are on the books.</summary>
    public void Restore(WallState state, DateTimeOffset now)
    {
        foreach (var pin in state.Pins)
        {
            if (board.Find(DeviceId.Parse(pin.Camera)) is { } entry) entry.Pin ??= pin;
        }
        foreach (var dismissal in state.Dismissals.Where(dismissal => dismissal.Until > now))
        {
            if (board.Find(DeviceId.Parse(dismissal.Camera)) is { } entry) entry.Dismissal ??= dismissal;
        }
    }

    /// <summary>
    /// Writes what the wall knows now into the state; false when it is there already. Pins and dismissals of cameras that are not on the books stay, and
    /// while the room has not said which cameras there are, so does when each was seen.
    /// </summary>
    public bool Store(WallState state, DateTimeOffset now)
    {
        var pins = board.Pinned.Select(entry => entry.Pin!).Concat(state.Pins.Where(pin => board.Find(DeviceId.Parse(pin.Camera)) is null)).ToList();
        var dismissals = board.Dismissed.Select(entry => entry.Dismissal!)
            .Concat(state.Dismissals.Where(dismissal => dismissal.Until > now && board.Find(DeviceId.Parse(dismissal.Camera)) is null)).ToList();
        var shown = board.Own.Count == 0 ? state.ShownMinutes : Minutes(entry => entry.ShownAt);
        var looked = board.Own.Count == 0 ? state.LookedMinutes : Minutes(entry => entry.LookedAt);
        var same = state.Size == board.ChosenSize && pins.SequenceEqual(state.Pins) && dismissals.SequenceEqual(state.Dismissals)
            && Same(shown, state.ShownMinutes) && Same(looked, state.LookedMinutes);
        (state.Size, state.Pins, state.Dismissals, state.ShownMinutes, state.LookedMinutes) = (board.ChosenSize, pins, dismissals, shown, looked);
        return !same;
    }

    /// <summary>What was seen since the last report.</summary>
    public WallReport Report(string position, IReadOnlyList<NoticeShown> shown)
    {
        var from = _reportedTo;
        var seen = board.Own.Where(entry => entry.ShownAt > from).Select(entry => new CameraSeen(entry.Camera.Id, At(entry.ShownAt))).ToList();
        var looked = board.Own.Where(entry => entry.LookedAt > from).Select(entry => new CameraSeen(entry.Camera.Id, At(entry.LookedAt))).ToList();
        if (seen.Count > 0) _reportedTo = seen.Max(one => one.At.UtcTicks);
        return new WallReport(position, shown, seen, looked);
    }

    /// <summary>The room starts anew: the next report says everything.</summary>
    public void ReportAnew() => _reportedTo = 0;

    private static DateTimeOffset? Later(DateTimeOffset? told, Dictionary<string, long> minutes, DeviceId camera)
    {
        if (!minutes.TryGetValue(camera.Value, out var minute)) return told;
        var known = At(minute * TimeSpan.TicksPerMinute);
        return told > known ? told : known;
    }

    private Dictionary<string, long> Minutes(Func<WallEntry, long> when) =>
        board.Own.Where(entry => when(entry) != 0).ToDictionary(entry => entry.Camera.Id.Value, entry => when(entry) / TimeSpan.TicksPerMinute);

    private static bool Same(Dictionary<string, long> left, Dictionary<string, long> right) =>
        left.Count == right.Count && left.All(pair => right.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);
}
