using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SafetyHub.Devices;
using SafetyHub.Grains.Risk;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Residents;

/// <content>The person's story: what is observed goes in, what is to be done comes out and is carried out here.</content>
internal sealed partial class ResidentGrain
{
    /// <summary>Signs of life alone are written down this often at most; a crash loses no more of them.</summary>
    private static readonly TimeSpan KeepSignsEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan VoicePatience = TimeSpan.FromSeconds(2);

    private PersonStory? _story;
    private StoryAlarm? _alarm;
    private Signal? _judged;
    private long _keptAt;
    private bool _unkept;

    private PersonStory Story => _story ??= new PersonStory(residents.Rules.Current, ContextOf([]), State.Story);

    public async Task NoteSigns(HomeSigns signs)
    {
        ArgumentNullException.ThrowIfNull(signs);
        if (Other is { } other)
        {
            await other.NoteSigns(signs);
            return;
        }
        await RefreshContextAsync(withVoices: false);
        var acts = new List<RiskAct>();
        foreach (var sign in signs.Signs) acts.AddRange(Take(new HomeActive(sign.At, signs.Device.Value, signs.Kind, (HomeActivity)sign.What, sign.Count)));
        await CarryOutAsync(acts, null);
    }

    public async Task CheckRisk()
    {
        // A merged or departed record has no story of its own any more.
        if (Other is not null) return;
        await RefreshContextAsync(withVoices: Story.NextDue <= Now);
        await CarryOutAsync(Track(Story.Advance(Now)), null);
    }

    public async Task<bool> LookAnyway(string decisionId, string actor)
    {
        if (Other is { } other) return await other.LookAnyway(decisionId, actor);
        var acts = Take(new LookedAnyway(Now, decisionId, actor));
        await CarryOutAsync(acts, null);
        return acts.OfType<RaiseIncident>().Any();
    }

    public async Task SetThresholds(PersonalThresholds? thresholds)
    {
        if (Other is { } other)
        {
            await other.SetThresholds(thresholds);
            return;
        }
        ThresholdRules.Check(thresholds);
        State.Thresholds = thresholds;
        await SaveAsync();
        await RefreshContextAsync(withVoices: false);
    }

    public Task<ResidentRisk> Risk() =>
        Other?.Risk() ?? Task.FromResult(RiskViews.Of(Story, State.Thresholds, Now));

    Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        _alarm?.ReminderTicked();
        return CheckRisk();
    }

    /// <summary>Weighs what the rules know, unless it goes to people at once: then nothing stands before the disk.</summary>
    protected override async ValueTask<SignalOutcome?> JudgeAsync(Signal signal)
    {
        _judged = null;
        if (PersonStory.GoesAtOnce(signal.Type) || !Story.Weighs(signal.Type) || (signal.Flags & SignalFlags.Test) != 0) return null;
        await RefreshContextAsync(withVoices: true);
        var acts = Take(DeviceSaid.Of(signal));
        _judged = signal;
        var own = acts.OfType<RaiseIncident>().FirstOrDefault(act => act.SignalId == signal.Id);
        var raised = own is null ? null : await RaiseAsync(own, signal);
        // What is suspected is kept, and what it led to is on disk, before the device hears that its word was taken.
        await CarryOutAsync(acts, signal);
        return raised ?? await KeepAsync(signal);
    }

    protected override void Reread() => _story = null;

    private void TakeUpStory()
    {
        _keptAt = residents.Time.GetTimestamp();
        if (State.Story is not null) Alarm.Set(Story.NextDue, Now);
    }

    private async Task PutStoryDownAsync()
    {
        _alarm?.Dispose();
        if (_unkept) await KeepStoryAsync();
    }

    private StoryAlarm Alarm => _alarm ??= new StoryAlarm(this, () => CheckRisk(), residents);

    /// <summary>A signal that the rules do not hold back is told after it is on disk.</summary>
    private async Task TellStoryAsync(Signal signal)
    {
        if (ReferenceEquals(_judged, signal) || (signal.Flags & SignalFlags.Test) != 0) return;
        try
        {
            await RefreshContextAsync(withVoices: false);
            await CarryOutAsync(Take(DeviceSaid.Of(signal)), signal);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The signal is on disk and the device must hear so. The story is read again, and goes on with the next observation.
            RiskMetrics.Failed.Add(1);
            LogStoryFailed(residents.Logger, failure, Subject);
            _story = null;
        }
    }

    private async Task<SignalOutcome> KeepAsync(Signal signal)
    {
        var decision = EventInterpreter.Decide(signal, SignalOptions);
        if (decision.Effect is EventEffect.Activity or EventEffect.Trend) return await ClearAsync(signal, decision.Clears);
        return await RecordAsync(signal) with { Weighed = true };
    }

    private IReadOnlyList<RiskAct> Take(RiskObservation observation) => Track(Story.Take(observation));

    private IReadOnlyList<RiskAct> Track(IReadOnlyList<RiskAct> acts)
    {
        _unkept = true;
        return acts;
    }

    private async Task CarryOutAsync(IReadOnlyList<RiskAct> acts, Signal? signal)
    {
        foreach (var act in acts)
        {
            switch (act)
            {
                case RaiseIncident raise when raise.SignalId != signal?.Id: await RaiseAsync(raise, null); break;
                case ClearIncident clear when !IsCleared(clear, signal): await ClearAsync(SignalOf(clear.SignalId, clear.TitleType, clear.Device, clear.Kind), [clear.Category]); break;
                case NoteDecision note: RiskMetrics.Decided.Add(1, new KeyValuePair<string, object?>("outcome", note.Decision.Outcome.ToString())); break;
                default: break;
            }
        }
        // Signs alone are not written while somebody calls for help: the doll is waiting to say that help is coming.
        var signsMayWait = signal is not null && PersonStory.GoesAtOnce(signal.Type);
        if (Story.MustBeKept || (_unkept && !signsMayWait && residents.Time.GetElapsedTime(_keptAt) >= KeepSignsEvery)) await KeepStoryAsync();
        foreach (var ask in acts.OfType<AskPerson>()) await AskAsync(ask);
        Alarm.Set(Story.NextDue, Now);
    }

    private async Task<SignalOutcome> RaiseAsync(RaiseIncident act, Signal? own)
    {
        var signal = own ?? SignalOf(act.SignalId, act.TitleType, act.Device, act.Kind);
        var rule = EventTable.Find(act.TitleType);
        // Of an outing that a device told of the story knows more than the status: whether anybody has moved at home since.
        if (own is null && WhereaboutsNow() != Whereabouts.AtHome && !Wakes(new SignalDecision(rule with { Category = act.Category }, EventEffect.Raise, act.Severity, [], null))) return await RecordAsync(signal);
        RiskMetrics.Raised.Add(1, new KeyValuePair<string, object?>("category", act.Category.ToString()));
        return await PassAsync(
            new SignalForIncident(signal, Summary, act.Category, act.MayLower ? SignalEffect.Set : SignalEffect.Raise, act.Severity)
            {
                Reasons = act.Reasons, WouldChange = act.WouldChange,
            },
            onlyOpen: act.MayLower && own is null);
    }

    /// <summary>What the event table ends by the signal itself needs no second end.</summary>
    private bool IsCleared(ClearIncident act, Signal? signal) =>
        signal is not null && (act.SignalId == signal.Id || EventInterpreter.Decide(signal, SignalOptions).Clears.Contains(act.Category));

    private Signal SignalOf(string id, string type, string device, DeviceKind kind)
    {
        var now = Now;
        var by = DeviceId.TryParse(device, out var known) ? known : DeviceId.Parse(PersonStory.HubDevice);
        return new Signal($"{PersonStory.HubDevice}/{Subject.Id}/{id}", by, kind, type, Subject, now, now, now, null, null, SignalFlags.None);
    }

    private async Task KeepStoryAsync()
    {
        State.Story = Story.Memory;
        await SaveAsync();
        Story.Kept();
        (_unkept, _keptAt) = (false, residents.Time.GetTimestamp());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What a signal says about {Subject} could not be weighed; the signal itself is kept")]
    private static partial void LogStoryFailed(ILogger logger, Exception failure, SubjectRef subject);
}
