using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// Two of the three ways in which an incident wakes at its deadline: a grain timer for the second, and a reminder that outlives the
/// activation. The third, the sweeper over stored deadlines, lies outside. None of them is needed for the other two.
/// </summary>
internal sealed partial class IncidentAlarm(IncidentGrain grain, IncidentServices services, SteadyClock clock)
{
    /// <summary>Name and period of the reminder. A tick that falls into an outage is lost, so the period is short.</summary>
    public const string ReminderName = "deadline";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private IGrainTimer? _timer;
    private bool _wanted, _held, _syncing;

    /// <summary>Sets the timer to this time (at once when it has passed), and keeps a reminder while there is a deadline at all.</summary>
    public void Set(DateTimeOffset? timerAt, bool hasDeadline)
    {
        if (timerAt is { } at) Ring(at - clock.Now);
        else Silence();
        _wanted = hasDeadline;
        if (_wanted != _held && !_syncing) _ = SyncReminderAsync();
    }

    /// <summary>Rings again soon, because the last ring came to nothing.</summary>
    public void Retry() => Ring(RetryAfter);

    /// <summary>Rings in a turn of its own, right after this one.</summary>
    public void RingNow() => Ring(TimeSpan.Zero);

    /// <summary>A tick came: so there is a reminder, even if this activation never set one.</summary>
    public void ReminderTicked() => _held = true;

    private void Ring(TimeSpan wait)
    {
        var due = wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestTimer ? LongestTimer : wait;
        if (_timer is not null)
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
            return;
        }
        _timer = grain.RegisterGrainTimer(
            static (g, _) => g.OnTimerAsync(), grain, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { KeepAlive = true });
    }

    private void Silence()
    {
        _timer?.Dispose();
        _timer = null;
    }

    /// <summary>Runs beside the calls and never in their way: an alarm must not wait for, or fail with, the table of reminders.</summary>
    private async Task SyncReminderAsync()
    {
        _syncing = true;
        try
        {
            while (_wanted != _held)
            {
                var wanted = _wanted;
                if (wanted) await grain.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
                else if (await grain.GetReminder(ReminderName) is { } reminder) await grain.UnregisterReminder(reminder);
                _held = wanted;
            }
        }
        catch (Exception e)
        {
            // Edge of a task that nobody awaits. Timer and sweeper still act; the next change tries again.
            services.Metrics.ReminderFailed();
            LogReminderFailed(services.Logger, e, grain.Id.Value);
        }
        finally
        {
            _syncing = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The reminder of incident {IncidentId} could not be changed; timer and sweeper still watch its deadlines")]
    private static partial void LogReminderFailed(ILogger logger, Exception exception, string incidentId);
}
