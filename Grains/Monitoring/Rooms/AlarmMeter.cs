using SafetyHub.Monitoring;

namespace SafetyHub.Grains.Monitoring.Rooms;

/// <summary>
/// Counts the alarms that rang at one position, as ISA-18.2 counts: the last 10 minutes and the last hour as they slide, 10-minute windows of the last
/// 24 hours side by side, a flood from more than the limit until fewer than the lower one. Holds at most 144 windows, and the times of one hour.
/// </summary>
internal sealed class AlarmMeter(RoomOptions options)
{
    public const int Windows = 144;
    private static readonly TimeSpan Ten = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Queue<long> _hour = new();
    private readonly Queue<long> _tenMinutes = new();
    private readonly Queue<long> _grouped = new();
    private readonly Queue<long> _moved = new();
    private readonly Window[] _windows = new Window[Windows];
    private double _tokens = Capacity(options);
    private long _tokensAt;

    /// <summary>Since when it counts, UTC ticks.</summary>
    public long Since { get; private set; }

    public bool IsFlood => FloodSince != 0;

    public long FloodSince { get; private set; }

    /// <summary>
    /// What the desk can still take now: it fills at the planned share of the hourly line, holds half an hour's line at most, and goes below zero when
    /// alarms ring that always ring.
    /// </summary>
    public double Room => _tokens;

    public static double Capacity(RoomOptions options) => Math.Max(1.5, options.AlarmsPerHour / 2.0);

    public void Rang(DateTimeOffset at)
    {
        Settle(at);
        _hour.Enqueue(at.UtcTicks);
        _tenMinutes.Enqueue(at.UtcTicks);
        ref var window = ref WindowAt(at.UtcTicks);
        window.Count++;
        window.Worst = Math.Max(window.Worst, _tenMinutes.Count);
        _tokens = Math.Max(_tokens - 1, -options.AlarmsPerHour);
        if (!IsFlood && _tenMinutes.Count > options.FloodAbove) FloodSince = at.UtcTicks;
    }

    public void Grouped(DateTimeOffset at) => Keep(_grouped, at);

    public void Moved(DateTimeOffset at) => Keep(_moved, at);

    /// <summary>Brings the figures up to now.</summary>
    public void Settle(DateTimeOffset now)
    {
        var ticks = now.UtcTicks;
        if (Since == 0) (Since, _tokensAt) = (ticks, ticks);
        Drop(_hour, ticks - Hour.Ticks);
        Drop(_tenMinutes, ticks - Ten.Ticks);
        Drop(_grouped, ticks - Hour.Ticks);
        Drop(_moved, ticks - Hour.Ticks);
        if (IsFlood && _tenMinutes.Count < options.FloodOverBelow) FloodSince = 0;
        var refill = options.AlarmsPerHour * options.PlannedShare * ((double)(ticks - _tokensAt) / Hour.Ticks);
        _tokens = Math.Min(Capacity(options), _tokens + Math.Max(0, refill));
        _tokensAt = Math.Max(_tokensAt, ticks);
    }

    public AlarmBudget Read(string position, DateTimeOffset now)
    {
        Settle(now);
        var first = Math.Max(Since, now.UtcTicks - TimeSpan.TicksPerDay);
        var (count, floods, worst, windows) = Day(now.UtcTicks, first);
        var hours = Math.Max(1, TimeSpan.FromTicks(now.UtcTicks - first).TotalHours);
        return new AlarmBudget(
            position, now, _tenMinutes.Count, _hour.Count, options.AlarmsPerHour, Math.Round(count / hours, 2), IsFlood,
            IsFlood ? new DateTimeOffset(FloodSince, TimeSpan.Zero) : null, (double)floods / windows, worst, Stage, _grouped.Count, _moved.Count);
    }

    public BudgetStage Stage => IsFlood ? BudgetStage.Flood
        : _tokens < 1 ? BudgetStage.Rebalancing
        : _tokens < 0.67 * Capacity(options) ? BudgetStage.Grouping
        : BudgetStage.Calm;

    /// <summary>What outlives a restart: the windows of the last day and the times of the last hour, in seconds since 1970.</summary>
    public StoredMeter Store() => new()
    {
        Since = Since / TimeSpan.TicksPerSecond,
        Hour = [.. _hour.Select(ticks => ticks / TimeSpan.TicksPerSecond)],
        Windows = [.. _windows.Where(window => window.Number > 0).Select(window => new[] { window.Number, window.Count, window.Worst })],
    };

    public static AlarmMeter Restore(StoredMeter stored, RoomOptions options, DateTimeOffset now)
    {
        var meter = new AlarmMeter(options) { Since = stored.Since * TimeSpan.TicksPerSecond };
        foreach (var seconds in stored.Hour.Order())
        {
            meter._hour.Enqueue(seconds * TimeSpan.TicksPerSecond);
            meter._tenMinutes.Enqueue(seconds * TimeSpan.TicksPerSecond);
        }
        foreach (var window in stored.Windows.Where(window => window.Length == 3))
        {
            meter._windows[window[0] % Windows] = new Window { Number = window[0], Count = (int)window[1], Worst = (int)window[2] };
        }
        meter._tokensAt = now.UtcTicks;
        // A restart must not be a free round: what rang in the last hour has used the room up.
        meter._tokens = Math.Max(-options.AlarmsPerHour, Capacity(options) - meter._hour.Count(ticks => ticks > now.UtcTicks - (Hour.Ticks / 2)));
        meter.Settle(now);
        if (meter._tenMinutes.Count > options.FloodAbove) meter.FloodSince = now.UtcTicks;
        return meter;
    }

    private (int Count, int Floods, int Worst, int Windows) Day(long now, long first)
    {
        var (count, floods, worst) = (0, 0, 0);
        var (from, to) = (first / Ten.Ticks, now / Ten.Ticks);
        foreach (ref readonly var window in _windows.AsSpan())
        {
            if (window.Number < from || window.Number > to || window.Number == 0) continue;
            count += window.Count;
            worst = Math.Max(worst, window.Worst);
            if (window.Count > options.FloodAbove) floods++;
        }
        return (count, floods, worst, (int)Math.Clamp(to - from + 1, 1, Windows));
    }

    private ref Window WindowAt(long ticks)
    {
        var number = ticks / Ten.Ticks;
        ref var window = ref _windows[number % Windows];
        if (window.Number != number) window = new Window { Number = number };
        return ref window;
    }

    private void Keep(Queue<long> times, DateTimeOffset at)
    {
        Settle(at);
        times.Enqueue(at.UtcTicks);
    }

    private static void Drop(Queue<long> times, long before)
    {
        while (times.TryPeek(out var oldest) && oldest <= before) times.Dequeue();
    }

    private struct Window
    {
        public long Number;
        public int Count;
        public int Worst;
    }
}

/// <summary>A meter as it is stored.</summary>
internal sealed class StoredMeter
{
    public long Since { get; set; }
    public long[] Hour { get; set; } = [];
    /// <summary>Number of the window, alarms in it, most within any 10 minutes that ended in it.</summary>
    public long[][] Windows { get; set; } = [];
}
