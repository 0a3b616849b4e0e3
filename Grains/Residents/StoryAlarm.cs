using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// Wakes a resident's story when it is due: a grain timer for the second while it is near, and a reminder that outlives the activation and
/// the process, so that a silent person is found although no message comes, and an idle resident needs no memory.
/// </summary>
internal sealed partial class StoryAlarm(ResidentGrain grain, Func<Task> look, ResidentGrainServices services) : IDisposable
{
    public const string ReminderName = "story";
    /// <summary>A tick that falls into an outage is lost until its next period.</summary>
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;
    private DateTimeOffset? _wanted, _held;
    private bool _syncing, _heldKnown;

    /// <summary>Sets both to this time; a reminder that is earlier than needed stays, it costs one idle look.</summary>
    public void Set(DateTimeOffset? due, DateTimeOffset now)
    {
        if (due is { } at && at - now <= Near) Ring(at - now);
        else Dispose();
        _wanted = due;
        if (!_syncing && (!_heldKnown || Moves())) _ = SyncReminderAsync();
    }

    /// <summary>A tick came: the reminder that was held is used up.</summary>
    public void ReminderTicked() => (_held, _heldKnown) = (null, false);

    public void Dispose()
    {
        _timer?.Dispose();
        _timer = null;
    }

    private bool Moves() => _wanted is null != _held is null || _wanted < _held;

    private void Ring(TimeSpan wait)
    {
        if (wait < TimeSpan.FromMilliseconds(1)) wait = TimeSpan.FromMilliseconds(1);
        if (_timer is not null) _timer.Change(wait, Timeout.InfiniteTimeSpan);
        else _timer = grain.RegisterGrainTimer(static self => self.RingAsync(), this, new GrainTimerCreationOptions(wait, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private async Task RingAsync()
    {
        try
        {
            await look();
        }
        catch (Exception failure)
        {
            // Edge: nobody awaits a timer. What is due stands in the story; timer and reminder try again.
            RiskMetrics.Failed.Add(1);
            LogLookFailed(services.Logger, failure);
            Ring(RetryAfter);
        }
    }

    /// <summary>Runs beside the calls and never in their way.</summary>
    private async Task SyncReminderAsync()
    {
        _syncing = true;
        try
        {
            while (!_heldKnown || Moves())
            {
                var wanted = _wanted;
                if (wanted is { } at)
                {
                    var wait = at - services.Time.GetUtcNow();
                    await grain.RegisterOrUpdateReminder(ReminderName, wait > TimeSpan.Zero ? wait : TimeSpan.Zero, ReminderPeriod);
                }
                else if (await grain.GetReminder(ReminderName) is { } reminder) await grain.UnregisterReminder(reminder);
                (_held, _heldKnown) = (wanted, true);
            }
        }
        catch (Exception failure)
        {
            // Edge of a task that nobody awaits. The next observation tries again; until then the timer watches.
            RiskMetrics.Failed.Add(1);
            LogReminderFailed(services.Logger, failure);
        }
        finally
        {
            _syncing = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A resident's story could not go on; tried again in seconds")]
    private static partial void LogLookFailed(ILogger logger, Exception failure);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder of a resident's story could not be changed")]
    private static partial void LogReminderFailed(ILogger logger, Exception failure);
}
