using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;
using SafetyHub.Grains.Monitoring;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// One incident. Turns calls and deadlines into decisions, makes them durable, and only then answers. Not reentrant: between a decision
/// and its append nothing else decides; only reading interleaves, and sees the last durable state.
/// </summary>
[MayInterleave(nameof(IsRead))]
internal sealed partial class IncidentGrain : Grain, IIncidentGrain, IRemindable
{
    private readonly IncidentServices _services;
    private readonly IncidentJournal _journal;
    private readonly SteadyClock _clock;
    private readonly IncidentAlarm _alarm;
    private readonly IncidentOutlook _outlook;

    public IncidentGrain(IGrainContext context, IncidentServices services)
    {
        Id = IncidentId.Parse(GrainKeys.IdOf(context.GrainId.Key.ToString()!));
        _services = services;
        _journal = new IncidentJournal(Id, services);
        _clock = new SteadyClock(services.Clock);
        _alarm = new IncidentAlarm(this, services, _clock);
        _outlook = new IncidentOutlook(services);
    }

    public IncidentId Id { get; }

    /// <summary>Orleans asks this for each call.</summary>
    public static bool IsRead(IInvokable call) => call.GetMethodName() == nameof(Get);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _journal.LoadAsync(cancellationToken);
        Watch();
    }

    public Task<IncidentSnapshot?> Get() => Task.FromResult(_journal.Snapshot);

    public async Task<IncidentIntake> Receive(SignalForIncident signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        using var activity = HubTracing.Source.StartActivity("incident.receive");
        activity?.SetTag("incident.id", Id.Value).SetTag("incident.category", signal.Category.ToString());
        var written = await WriteAsync(
            state => new(Incident.Decide(state, Id, signal, _clock.Now, _services.Plans)), signal.Signal);
        if (written.IsChange) _services.Metrics.OnDisk(_services.Clock.GetUtcNow() - signal.Signal.ReceivedAt);
        return written switch
        {
            { Decision.Verdict: Verdict.Closed } => await TurnAwayAsync(signal.Signal.Id),
            { Decision.Verdict: Verdict.Duplicate } => new IncidentIntake(IncidentIntakeStatus.Duplicate, Id.Value),
            { Result.Status: AppendStatus.DuplicateSignal } => new IncidentIntake(IncidentIntakeStatus.Duplicate, written.Result.IncidentId?.Value),
            { Decision.Entries: [{ Entry: IncidentOpened }, ..] } => new IncidentIntake(IncidentIntakeStatus.Opened, Id.Value),
            _ => new IncidentIntake(IncidentIntakeStatus.Joined, Id.Value),
        };
    }

    public async Task<CommandResult> Execute(IncidentCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var activity = HubTracing.Source.StartActivity("incident.execute");
        activity?.SetTag("incident.id", Id.Value).SetTag("incident.command", command.GetType().Name);
        var written = await WriteAsync(
            state => WithDuty(state, duty => Incident.Decide(state, command, _clock.Now, duty)), signal: null);
        if (written.Decision.Refusal != RefusalReason.None) _services.Metrics.Refused(written.Decision.Refusal);
        return new CommandResult(written.Decision.Refusal, written.Decision.Detail, _journal.Snapshot);
    }

    public Task CheckDeadlines() => SettleAsync();

    public async Task RecordAlert(AlertRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (_journal.State is null) throw new ArgumentException($"There is no incident {Id} whose alert this could be", nameof(record));
        await WriteAsync(state => new(Incident.Decide(state!, record, _clock.Now)), signal: null);
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _alarm.ReminderTicked();
        return SettleAsync();
    }

    /// <summary>The alarm rang.</summary>
    public async Task OnTimerAsync()
    {
        try
        {
            await SettleAsync();
        }
        catch (Exception e)
        {
            // Edge: nobody awaits a timer. The deadline stands in the log, so this, the reminder and the sweeper all try again.
            LogSettlingFailed(e, Id);
            _alarm.Retry();
        }
    }

    private async Task SettleAsync()
    {
        var deadline = _journal.State?.TimedDeadline;
        if (_journal.State is not null)
        {
            var written = await WriteAsync(
                state => WithDuty(state, duty => Incident.Settle(state!, _clock.Now, new Circumstances(duty, _outlook.Voice))),
                signal: null);
            var now = _clock.Now;
            if (written.IsChange && deadline <= now) _services.Metrics.ActedOnDeadline(now - deadline.Value);
        }
        Watch();
    }

    /// <summary>A known signal is a duplicate even when the incident is resolved; a new one belongs elsewhere.</summary>
    private async Task<IncidentIntake> TurnAwayAsync(string signalId)
    {
        var holder = _journal.State is null ? null : await _services.Log.IncidentOfSignalAsync(signalId, CancellationToken.None);
        return holder is { } id ? new(IncidentIntakeStatus.Duplicate, id.Value) : new(IncidentIntakeStatus.Closed, null);
    }

    /// <summary>Asks the duty order only when a step waits for it, and then decides again.</summary>
    private async ValueTask<Decision> WithDuty(IncidentState? state, Func<DutyAnswer?, Decision> decide)
    {
        var decision = decide(null);
        return decision.NeedsDuty ? decide(await _outlook.AskDutyAsync(state!)) : decision;
    }

    private async Task<Written> WriteAsync(Func<IncidentState?, ValueTask<Decision>> decide, Signal? signal)
    {
        Written written;
        try
        {
            written = await _journal.WriteAsync(decide, signal);
        }
        finally
        {
            if (_journal.SawConflict) GiveWay();
        }
        if (written.IsChange) Announce(written.Decision);
        return written;
    }

    private void Announce(Decision decision)
    {
        Watch();
        _services.Feeds.Publish(_journal.Snapshot!);
        foreach (var logged in decision.Entries) Count(logged.Entry, decision.State!);
    }

    private void Count(IncidentEntry entry, IncidentState state)
    {
        switch (entry)
        {
            case IncidentOpened:
                _services.Metrics.Opened(state);
                LogOpened(Id, state.Category, state.Severity, state.IsTest);
                break;
            case StepFired e:
                _services.Metrics.StepFired(e.Target, byPerson: false);
                LogStep(Id, e.Round, e.Step, e.Target);
                break;
            case EscalatedByPerson e:
                _services.Metrics.StepFired(e.Target, byPerson: true);
                break;
        }
    }

    /// <summary>Sets the alarm to what the durable state says.</summary>
    private void Watch()
    {
        var state = _journal.State;
        if (state?.TimedDeadline is null) _clock.Set();
        _alarm.Set(state?.TimedDeadline, state?.Deadline is not null);
        if (state?.VoiceDueAt is null) _outlook.ForgetVoice();
        else if (_outlook.Voice is null) _ = _outlook.AskVoiceAsync(state, _alarm.RingNow);
        else _alarm.RingNow();
    }

    /// <summary>Two activations of one incident cannot stay; the next call finds the one that the directory names.</summary>
    private void GiveWay()
    {
        LogConflict(Id);
        DeactivateOnIdle();
    }
}
