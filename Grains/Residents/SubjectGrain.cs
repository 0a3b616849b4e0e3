using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Serialization.Invocation;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <summary>
/// The mechanism that residents and places share: applies the event table to each signal. One signal at a time, so that two
/// can't open two incidents of one category; what only reads the profile is answered in between, also while an incident is being written.
/// </summary>
[MayInterleave(nameof(IsRead))]
internal abstract partial class SubjectGrain<TState> : Grain, ISubjectGrain
    where TState : SubjectState, new()
{
    private readonly IPersistentState<TState> _stored;
    private readonly SubjectGrainServices _services;
    private readonly OpenIncidents _open;

    protected SubjectGrain(IPersistentState<TState> stored, SubjectGrainServices services, SubjectKind kind, IGrainContext context)
    {
        _stored = stored;
        _services = services;
        Subject = new SubjectRef(kind, GrainKeys.IdOf(context.GrainId.Key.ToString()!));
        _open = new OpenIncidents(services.Log, services.Grains, Subject, () => Aliases);
    }

    protected SubjectRef Subject { get; }

    protected TState State => _stored.State;

    protected abstract SubjectSummary Summary { get; }

    /// <summary>Calls that only read the profile, so that an incident may ask while this subject waits for it.</summary>
    public static bool IsRead(IInvokable request) =>
        request.GetMethodName() is nameof(IResidentGrain.Describe) or nameof(IResidentGrain.Voices) or nameof(IResidentGrain.Get)
            or nameof(IResidentGrain.Sheet) or nameof(IResidentGrain.Care);

    public virtual Task<SubjectSummary> Describe() => Task.FromResult(Summary);

    public async Task<SignalOutcome> Receive(Signal signal)
    {
        try
        {
            return await TakeAsync(signal);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // Another activation was faster, or storage hiccupped: look afresh once. A second failure goes to the device, which sends again.
            SignalMetrics.Retried.Add(1);
            LogRetry(_services.Logger, failure, Subject, signal.Type);
            _open.Forget();
            await _stored.ReadStateAsync();
            Reread();
            return await TakeAsync(signal);
        }
    }

    /// <summary>Subjects whose open incidents are this one's too.</summary>
    protected virtual IEnumerable<SubjectRef> Aliases => [];

    /// <summary>Gives the signal to the subject that this one became; null when it is for this one.</summary>
    protected virtual Task<SignalOutcome>? Forward(Signal signal) => null;

    /// <summary>The signal without what may not be kept of it.</summary>
    protected virtual Signal Admit(Signal signal) => signal;

    /// <summary>False for a signal that is kept and opens nothing, whatever it asks for.</summary>
    protected virtual bool Wakes(SignalDecision decision) => true;

    /// <summary>Weighs the signal beside what else is known; null leaves it to the event table.</summary>
    protected virtual ValueTask<SignalOutcome?> JudgeAsync(Signal signal) => new((SignalOutcome?)null);

    /// <summary>The state was read again from storage: what was made of it is worth nothing.</summary>
    protected virtual void Reread()
    {
    }

    /// <summary>What else follows, once the signal is on disk for the first time; must not throw.</summary>
    protected virtual Task AfterAsync(Signal signal) => Task.CompletedTask;

    protected SignalOptions SignalOptions => _services.Options;

    protected Task SaveAsync() => _stored.WriteStateAsync();

    protected void ForgetOpenIncidents() => _open.Forget();

    protected async Task<bool> HasOpenIncidentAsync() => await _open.MostUrgentAsync() is not null;

    private async Task<SignalOutcome> TakeAsync(Signal received)
    {
        if (Forward(received) is { } forwarded) return await forwarded;
        var signal = Admit(received);
        var outcome = Wakes(EventInterpreter.Decide(signal, _services.Options)) ? await JudgeAsync(signal) ?? await WeighAsync(signal) : await RecordAsync(signal);
        if (outcome.Status == ReceiptStatus.Accepted) await AfterAsync(signal);
        return outcome;
    }

    private async Task<SignalOutcome> WeighAsync(Signal signal)
    {
        var rule = EventTable.Find(signal.Type);
        if (SubjectMemory.Count(State, rule, signal)) await SaveAsync();
        var decision = EventInterpreter.Decide(signal, _services.Options, SubjectMemory.TimesToday(State, signal));
        return decision.Effect switch
        {
            EventEffect.Raise or EventEffect.Set => await OpenAsync(signal, decision),
            EventEffect.Clear => await EndCauseAsync(signal, decision),
            EventEffect.TakeBack => await TakeBackAsync(signal, decision),
            EventEffect.Presence or EventEffect.Intervention => await PassToMostUrgentAsync(signal, decision),
            _ => await ClearAsync(signal, decision.Clears),
        };
    }

    /// <summary>Opens the incident of the category with the signal, or joins it; with <paramref name="onlyOpen"/> nothing is opened.</summary>
    protected async Task<SignalOutcome> PassAsync(SignalForIncident signal, bool onlyOpen)
    {
        if (!onlyOpen) return Outcome(await _open.OpenOrJoinAsync(signal));
        return await _open.FindAsync(signal.Category) is { } id ? await SendOrRecordAsync(id, signal) : await RecordAsync(signal.Signal);
    }

    private async Task<SignalOutcome> OpenAsync(Signal signal, SignalDecision decision)
    {
        var rule = decision.Rule;
        if (rule.Cause is not null && SubjectMemory.Begin(State, rule, signal, decision.Severity)) await SaveAsync();
        var intake = await _open.OpenOrJoinAsync(ForIncident(signal, decision, decision.Severity));
        if (intake.Status == IncidentIntakeStatus.Opened && rule.Cause is not null && SubjectMemory.ForgetOthers(State, rule, signal)) await SaveAsync();
        return Outcome(intake);
    }

    private async Task<SignalOutcome> EndCauseAsync(Signal signal, SignalDecision decision)
    {
        var category = decision.Rule.Category!.Value;
        if (SubjectMemory.End(State, decision.Rule, signal)) await SaveAsync();
        if (await _open.FindAsync(category) is not { } id) return await RecordAsync(signal);
        // While another fault of the device holds, its condition goes on. What other devices complain of the incident knows itself.
        var left = SubjectMemory.Worst(State, decision.Rule, signal);
        var forIncident = ForIncident(signal, decision, left ?? decision.Severity) with { Effect = left is null ? SignalEffect.Clear : SignalEffect.Set };
        return await SendOrRecordAsync(id, forIncident);
    }

    private async Task<SignalOutcome> TakeBackAsync(Signal signal, SignalDecision decision)
    {
        var of = EventData.Read(signal.DataJson).TextOf("of");
        var named = of is null ? null : await _services.Log.IncidentOfSignalAsync($"{signal.Device}/{of}", CancellationToken.None);
        var category = decision.Rule.Category!.Value;
        if (named is { } known) category = await _open.CategoryOfAsync(known) ?? category;
        var target = named ?? await _open.FindAsync(category);
        if (target is not { } id) return await RecordAsync(signal);
        return await SendOrRecordAsync(id, ForIncident(signal, decision, decision.Severity) with { Category = category });
    }

    private async Task<SignalOutcome> PassToMostUrgentAsync(Signal signal, SignalDecision decision)
    {
        if (await _open.MostUrgentAsync() is not { } urgent) return await RecordAsync(signal);
        var forIncident = new SignalForIncident(signal, Summary, urgent.Category, (SignalEffect)decision.Effect, decision.Severity);
        return await SendOrRecordAsync(urgent.Id, forIncident);
    }

    /// <summary>Ends the condition of each open incident that the row names. One signal is held by one incident: further ones get a derived id.</summary>
    protected async Task<SignalOutcome> ClearAsync(Signal signal, IReadOnlyList<IncidentCategory> categories)
    {
        SignalOutcome? first = null;
        foreach (var category in categories)
        {
            if (await _open.FindAsync(category) is not { } id) continue;
            var part = first is null ? signal : signal with { Id = $"{signal.Id}~{(int)category}" };
            var intake = await _open.SendAsync(id, new SignalForIncident(part, Summary, category, SignalEffect.Clear, Severity.Low));
            if (intake.Status != IncidentIntakeStatus.Closed) first ??= Outcome(intake);
        }
        return first ?? await RecordAsync(signal);
    }

    private async Task<SignalOutcome> SendOrRecordAsync(IncidentId id, SignalForIncident forIncident)
    {
        var intake = await _open.SendAsync(id, forIncident);
        return intake.Status == IncidentIntakeStatus.Closed ? await RecordAsync(forIncident.Signal) : Outcome(intake);
    }

    protected async Task<SignalOutcome> RecordAsync(Signal signal)
    {
        var result = await _services.Log.RecordSignalAsync(signal, CancellationToken.None);
        var status = result.Status == AppendStatus.DuplicateSignal ? ReceiptStatus.Duplicate : ReceiptStatus.Accepted;
        return new SignalOutcome(status, result.IncidentId?.Value, Opened: false);
    }

    private SignalForIncident ForIncident(Signal signal, SignalDecision decision, Severity severity) =>
        new(signal, Summary, decision.Rule.Category!.Value, (SignalEffect)decision.Effect, severity);

    private static SignalOutcome Outcome(IncidentIntake intake)
    {
        var status = intake.Status == IncidentIntakeStatus.Duplicate ? ReceiptStatus.Duplicate : ReceiptStatus.Accepted;
        return new SignalOutcome(status, intake.IncidentId, intake.Status == IncidentIntakeStatus.Opened);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signal of type {Type} about {Subject} failed once and is taken again")]
    private static partial void LogRetry(ILogger logger, Exception failure, SubjectRef subject, string type);
}
