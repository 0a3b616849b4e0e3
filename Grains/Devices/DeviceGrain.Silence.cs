using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Devices;

/// <content>Whether the device is heard. Silent means that the home is unobserved, not that it is safe.</content>
internal abstract partial class DeviceGrain<TState>
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongSilence = TimeSpan.FromMinutes(10);

    private SilenceWatch _silence;
    private IGrainTimer? _look;
    private long _lookDueAt = long.MaxValue;
    private DateTimeOffset? _scheduledLook;
    private bool _scheduleKnown;

    /// <summary>What the hub says when nothing is heard of this device, and when it is heard again.</summary>
    protected virtual string SilentType => EventTable.DeviceSilent;

    /// <inheritdoc cref="SilentType"/>
    protected virtual string ReturnedType => EventTable.DeviceReturned;

    /// <summary>Time until this kind of device has to be looked at for a reason of its own; null = none.</summary>
    protected virtual TimeSpan? OwnLook => null;

    /// <summary>Looks at it for that reason.</summary>
    protected virtual Task LookAtOwnAsync() => Task.CompletedTask;

    public async Task ReportState(DeviceStateReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        switch (report.State)
        {
            case DeviceState.Lost:
                await TakeWillAsync(report);
                break;
            case DeviceState.Online or DeviceState.Sleeping or DeviceState.Stopped:
                await HeardAsync(report.ReceivedAt);
                await ChangeStateAsync(report.State, report.ReceivedAt);
                break;
            default:
                throw new ArgumentException($"A device cannot say that it is {report.State}", nameof(report));
        }
    }

    public async Task CheckDeadlines()
    {
        if (_scheduledLook <= Now) _scheduleKnown = false;
        _telemetry?.FlushDue();
        await BesideAsync("signs", TellSignsAsync());
        await Commands.ExpireAsync();
        await LookAtOwnAsync();
        await CheckSilenceAsync();
        await CheckCalmAsync();
        if (_unsaved) await SaveAsync();
        ArmLook();
    }

    private async Task TakeWillAsync(DeviceStateReport report)
    {
        if (report.BootId is { } boot && State.Birth?.BootId is { } current && boot != current)
        {
            DeviceMetrics.OldWills.Add(1);
            return;
        }
        // A device that is silent, or said that it was switched off, is not made better by the end of its connection.
        if (State.State is DeviceState.Silent or DeviceState.Stopped or DeviceState.Lost) return;
        _silence.Lost();
        await ChangeStateAsync(DeviceState.Lost, report.ReceivedAt);
    }

    /// <summary>The device was heard: it is online unless it said that it sleeps, and a silence ends.</summary>
    protected virtual async Task HeardAsync(DateTimeOffset at)
    {
        _silence.Heard();
        if (_lastSeenAt is null || at > _lastSeenAt) _lastSeenAt = at;
        if (State.State == DeviceState.Silent)
        {
            await TellAsync(ReturnedType, $"returned-{State.Since?.ToUnixTimeSeconds()}");
            DeviceMetrics.Returns.Add(1);
        }
        if (State.State is DeviceState.Online or DeviceState.Sleeping) ArmLook();
        else await ChangeStateAsync(DeviceState.Online, at);
    }

    private async Task CheckSilenceAsync()
    {
        if (_silence.Remaining(State.State, State.HeartbeatSeconds, _services.Options) is not { } remaining || remaining > TimeSpan.Zero) return;
        var since = _lastSeenAt ?? State.LastSeenAt ?? State.Since ?? Now;
        await TellAsync(SilentType, $"silent-{since.ToUnixTimeSeconds()}");
        DeviceMetrics.Silences.Add(1);
        LogSilent(_services.Logger, Id, since);
        var heardMeanwhile = _lastSeenAt is { } seen && seen > since;
        await ChangeStateAsync(DeviceState.Silent, Now);
        if (heardMeanwhile) await HeardAsync(_lastSeenAt!.Value);
    }

    /// <summary>A watch that has just begun: nobody is silent before it has lasted long enough.</summary>
    protected void WatchAnew() => _silence = new SilenceWatch(_services.Time);

    protected async Task ChangeStateAsync(DeviceState state, DateTimeOffset at)
    {
        if (State.State != state || _unsaved)
        {
            if (State.State != state) State.Since = at;
            State.State = state;
            await SaveAsync();
        }
        ArmLook();
    }

    /// <summary>The device serves somebody else now: what it was silent about is over, and the new home's watch begins afresh.</summary>
    private async Task LeaveAsync(SubjectRef left)
    {
        if (State.ChatteringSince is { } since) await TellAsync(EventTable.ChatteringEnded, $"chattering-end-{since.ToUnixTimeSeconds()}", left);
        State.ChatteringSince = null;
        State.Causes = null;
        if (State.State != DeviceState.Silent) return;
        await TellAsync(ReturnedType, $"returned-{State.Since?.ToUnixTimeSeconds()}", left);
        _silence = new SilenceWatch(_services.Time);
        State.State = DeviceState.Lost;
        State.Since = Now;
    }

    /// <summary>
    /// Sees to it that somebody looks in time: a grain timer, which runs on the monotonic clock, and the stored time of the next look,
    /// which outlives this activation. Both move only when the next look is earlier than the one they hold.
    /// </summary>
    protected void ArmLook()
    {
        var silence = _silence.Remaining(State.State, State.HeartbeatSeconds, _services.Options);
        var stored = Earlier(Earlier(silence, OwnLook), Earlier(CalmDue, _commands?.NextExpiry - Now));
        ScheduleStoredLook(stored);
        if (Earlier(Earlier(stored, _telemetry?.Due), _signs?.Due) is { } due) ArmTimer(due);
        else DropTimer();
    }

    private void ArmTimer(TimeSpan due)
    {
        if (due < TimeSpan.FromMilliseconds(1)) due = TimeSpan.FromMilliseconds(1);
        var dueAt = _services.Time.GetTimestamp() + (long)(due.TotalSeconds * _services.Time.TimestampFrequency);
        if (_look is not null && dueAt >= _lookDueAt) return;
        _lookDueAt = dueAt;
        // An idle collection would forget how long the device has been quiet.
        if (due > LongSilence) DelayDeactivation(due + LongSilence);
        if (_look is not null) _look.Change(due, Timeout.InfiniteTimeSpan);
        else _look = this.RegisterGrainTimer(static self => self.LookAsync(), this, new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    private void DropTimer()
    {
        _look?.Dispose();
        _look = null;
        _lookDueAt = long.MaxValue;
    }

    private async Task LookAsync()
    {
        DropTimer();
        try
        {
            await CheckDeadlines();
        }
        catch (Exception failure)
        {
            DeviceMetrics.Postponed.Add(1, new KeyValuePair<string, object?>("work", "look"));
            LogPostponed(_services.Logger, failure, "look", Id);
            GiveWay(failure);
            ArmTimer(RetryAfter);
        }
    }

    private void ScheduleStoredLook(TimeSpan? due)
    {
        DateTimeOffset? at = due is { } wait ? Now + (wait > TimeSpan.Zero ? wait : TimeSpan.Zero) : null;
        if (_scheduleKnown && (at == _scheduledLook || (at is not null && at >= _scheduledLook))) return;
        _services.Ledger.ScheduleLook(Id, _character.Kind, at);
        _scheduledLook = at;
        _scheduleKnown = true;
    }

    private static TimeSpan? Earlier(TimeSpan? left, TimeSpan? right) =>
        left is { } l && right is { } r ? (l < r ? l : r) : left ?? right;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Device {Device} has not been heard since {Since}: what it watches is unobserved")]
    private static partial void LogSilent(ILogger logger, DeviceId device, DateTimeOffset since);
}
