using Microsoft.Extensions.Logging;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Devices;

/// <summary>
/// One timer for the looks at all devices of a silo, since a timer for each device would be a tenth of what it costs. It runs on the monotonic clock and
/// calls <see cref="IDeviceGrain.CheckDeadlines"/> at its time, on at most 64 devices at once; a look that fails comes again 5 s later. It holds one look a
/// device, and a place in line for each time at which that look was due, until that time. Safe for concurrent use.
/// </summary>
internal sealed partial class LookClock : IDisposable
{
    private const int AtOnce = 64;
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<DeviceLook, long> _line = new();
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly TimeProvider _time;
    private readonly ILogger<LookClock> _logger;
    private readonly ITimer _timer;
    private long _armedFor = DeviceLook.Never;
    private volatile bool _stopped;

    public LookClock(TimeProvider time, ILogger<LookClock> logger)
    {
        (_time, _logger) = (time, logger);
        _timer = time.CreateTimer(static self => ((LookClock)self!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Brings a look forward; one that is due earlier already stays. True when it moved.</summary>
    public bool Set(DeviceLook look, TimeSpan due)
    {
        var dueAt = At(due);
        if (dueAt >= look.DueAt) return false;
        lock (_lock)
        {
            if (look.Dropped || dueAt >= look.DueAt) return false;
            look.DueAt = dueAt;
            _line.Enqueue(look, dueAt);
            Arm_NeedsLock();
            return true;
        }
    }

    /// <summary>Nothing is due any more. The look may be set again.</summary>
    public static void Clear(DeviceLook? look)
    {
        if (look is not null) look.DueAt = DeviceLook.Never;
    }

    /// <summary>Nothing is due any more, and nothing will be.</summary>
    public void Drop(DeviceLook? look)
    {
        if (look is null) return;
        lock (_lock) (look.DueAt, look.Dropped) = (DeviceLook.Never, true);
    }

    public void Dispose()
    {
        _stopped = true;
        _timer.Dispose();
        _places.Dispose();
    }

    private long At(TimeSpan due) => _time.GetTimestamp() + (long)((due < Soonest ? Soonest : due).TotalSeconds * _time.TimestampFrequency);

    private void Ring()
    {
        List<DeviceLook> due = [];
        lock (_lock)
        {
            _armedFor = DeviceLook.Never;
            for (var now = _time.GetTimestamp(); _line.TryPeek(out var look, out var at) && (at <= now || look.DueAt != at);)
            {
                _line.Dequeue();
                // A place in line whose look was brought forward or cleared has nothing to ring for.
                if (look.DueAt != at) continue;
                look.DueAt = DeviceLook.Never;
                due.Add(look);
            }
            Arm_NeedsLock();
        }
        foreach (var look in due) _ = LookAsync(look);
    }

    private void Arm_NeedsLock()
    {
        if (!_line.TryPeek(out _, out var next) || next >= _armedFor) return;
        _armedFor = next;
        var wait = _time.GetElapsedTime(_time.GetTimestamp(), next);
        _timer.Change(wait < Soonest ? Soonest : wait, Timeout.InfiniteTimeSpan);
    }

    private async Task LookAsync(DeviceLook look)
    {
        if (_stopped) return;
        await _places.WaitAsync();
        try
        {
            await look.Device.CheckDeadlines();
        }
        catch (Exception failure)
        {
            // Edge: nobody waits for a look. What it found is told by the next one, and the sweeper looks as well.
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", "look"));
            LogPostponed(_logger, failure, look.Id);
            Set(look, RetryAfter);
        }
        finally
        {
            _places.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The look at device {Device} failed and is tried again in 5 s")]
    private static partial void LogPostponed(ILogger logger, Exception failure, DeviceId device);
}
