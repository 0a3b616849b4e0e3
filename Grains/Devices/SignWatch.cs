using SafetyHub.Devices;
using SafetyHub.Residents;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// Finds in a device's telemetry that somebody is up and about, and gathers it: the first sign goes on at once, what follows in one summary
/// after the pause. A door goes on at once after a minute: whether it came before or after a movement tells coming from going.
/// </summary>
internal sealed class SignWatch(TimeProvider time, TimeSpan pause)
{
    private const double SwitchedWatts = 30;
    private static readonly TimeSpan DoorPause = TimeSpan.FromMinutes(1);
    private Gathered _motion, _door, _power;
    private long _toldAt;
    private bool _told;

    /// <summary>Time until what was gathered is due, at most zero when it is; null while there is nothing.</summary>
    public TimeSpan? Due =>
        _motion.Count + _door.Count + _power.Count == 0 ? null
        : !_told ? TimeSpan.Zero
        : (_door.Count > 0 && DoorPause < pause ? DoorPause : pause) - time.GetElapsedTime(_toldAt);

    /// <summary>Looks at a value, with the one of its name before it.</summary>
    public void See(in TelemetryValue value, LatestValue? before, DateTimeOffset at)
    {
        switch (value.Name)
        {
            case "motion" when value.Number > 0: _motion = _motion.With(at, (int)Math.Clamp(value.Number.Value, 1, 1000)); break;
            case "motion" or "occupancy" when value.Flag == true: _motion = _motion.With(at, 1); break;
            case "door" when before is { } known && Differs(value, known.Value): _door = _door.With(at, 1); break;
            case "power" when value.Number is { } now && before?.Value.Number is { } then && Math.Abs(now - then) >= SwitchedWatts: _power = _power.With(at, 1); break;
            default: break;
        }
    }

    /// <summary>Hands over what was gathered, oldest first; what cannot be told is lost, which costs no more than an earlier look.</summary>
    public IReadOnlyList<HomeSign> Tell()
    {
        var signs = new List<HomeSign>(3);
        if (_motion.Count > 0) signs.Add(new HomeSign(HomeSignKind.Motion, _motion.Count, _motion.At));
        if (_door.Count > 0) signs.Add(new HomeSign(HomeSignKind.Door, _door.Count, _door.At));
        if (_power.Count > 0) signs.Add(new HomeSign(HomeSignKind.Power, _power.Count, _power.At));
        (_motion, _door, _power) = (default, default, default);
        (_told, _toldAt) = (true, time.GetTimestamp());
        signs.Sort((left, right) => left.At.CompareTo(right.At));
        return signs;
    }

    private static bool Differs(in TelemetryValue left, in TelemetryValue right) =>
        left.Number != right.Number || left.Flag != right.Flag || left.Text != right.Text;

    private readonly record struct Gathered(int Count, DateTimeOffset At)
    {
        public Gathered With(DateTimeOffset at, int count) => new(Math.Min(10_000, Count + count), at > At ? at : At);
    }
}
