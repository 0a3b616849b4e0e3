using SafetyHub.Devices;
using SafetyHub.Grains.Signals;
using SafetyHub.Incidents;

namespace SafetyHub.Grains.Risk;

/// <summary>
/// One person's story: takes what is observed and says what is to be done. Pure: no clock, no storage, no network, so that the same
/// observations give the same acts in the hub, in a simulation and in a replay. Not safe for concurrent use.
/// </summary>
/// <remarks>
/// Who holds a story carries out its acts in their order, keeps <see cref="Memory"/> when <see cref="MustBeKept"/>, and calls
/// <see cref="Advance"/> no later than <see cref="NextDue"/>, also when nothing is observed: that silence is noticed is the point.
/// </remarks>
public sealed partial class PersonStory
{
    /// <summary>Name of the device of what the hub concluded itself.</summary>
    public const string HubDevice = "hub";

    private const double UnsaidConfidence = 0.7;
    private List<RiskAct>? _acts;
    private RiskRules _rules;
    private long _due = long.MinValue;

    /// <param name="rules">The rules in force.</param>
    /// <param name="context">The person's circumstances.</param>
    /// <param name="memory">What was kept, or null for a person of whom nothing is known.</param>
    public PersonStory(RiskRules rules, PersonContext context, PersonMemory? memory = null)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(context);
        (_rules, Context, Memory) = (rules, context, memory ?? new PersonMemory());
    }

    /// <summary>All that the story remembers; serialise it to keep it.</summary>
    public PersonMemory Memory { get; }

    /// <summary>The person's circumstances.</summary>
    public PersonContext Context { get; private set; }

    /// <summary>The rules in force; what is remembered stays when they change.</summary>
    public RiskRules Rules
    {
        get => _rules;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _rules = value;
            _due = long.MinValue;
        }
    }

    /// <summary>True when something changed that must not be lost: a suspicion, a question, a decision. A sign of life alone may be lost.</summary>
    public bool MustBeKept { get; private set; }

    /// <summary>When <see cref="Advance"/> is due at the latest, or null while nothing can come due. May be early, never late.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            if (_due == long.MinValue) _due = FindDue();
            return _due == long.MaxValue ? null : DateTimeOffset.FromUnixTimeSeconds(_due);
        }
    }

    private long Now => Memory.Now;

    /// <summary>Weight of a suspicion at a moment, for show.</summary>
    internal double ScoreOf(ConcernMark concern, DateTimeOffset at) => ScoreAt(concern, Math.Max(Now, at.ToUnixTimeSeconds()));

    /// <summary>How long it is usually quiet at most in this hour, or null while too little is known.</summary>
    internal TimeSpan? UsualQuiet(DateTimeOffset at) =>
        Memory.Rhythm.Learnt < _rules.Rhythm.After.TotalHours ? null : Rhythm.UsualQuiet(Memory.Rhythm, LocalHour(at.ToUnixTimeSeconds()));

    /// <summary>The memory was kept.</summary>
    public void Kept() => MustBeKept = false;

    /// <summary>True for what goes to people at once, whatever any rule says.</summary>
    public static bool GoesAtOnce(string type) =>
        EventTable.Find(type) is { Effect: EventEffect.Raise, Category: IncidentCategory.Sos or IncidentCategory.Fire };

    /// <summary>True when the rules weigh this type of event, so that it may be held back until the person was asked.</summary>
    public bool Weighs(string type) =>
        !_rules.OfType(type).IsEmpty || type is SayTypes.Answer or SayTypes.Inactivity;

    /// <summary>Takes an observation.</summary>
    public IReadOnlyList<RiskAct> Take(RiskObservation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        Begin(observation.At);
        var at = Math.Min(observation.At.ToUnixTimeSeconds(), Now);
        switch (observation)
        {
            case HomeActive active: Sign(FactOf(active.Activity), active.Device, active.Kind, at, active.Count); break;
            case DeviceSaid said: Hear(said, at); break;
            case CircumstancesChanged changed: Change(changed.Context); break;
            case AskingFailed failed: Fail(failed); break;
            case LookedAnyway looked: Override(looked); break;
            default: throw new ArgumentOutOfRangeException(nameof(observation), observation.GetType().Name, "Unknown observation");
        }
        CheckCombinations();
        LookAgain();
        return _acts ?? (IReadOnlyList<RiskAct>)[];
    }

    /// <summary>Acts on what time alone has brought.</summary>
    public IReadOnlyList<RiskAct> Advance(DateTimeOffset now)
    {
        Begin(now);
        CheckCombinations();
        _due = long.MinValue;
        return _acts ?? (IReadOnlyList<RiskAct>)[];
    }

    private void Begin(DateTimeOffset at)
    {
        _acts = null;
        var seconds = at.ToUnixTimeSeconds();
        if (Memory.Now == 0) Memory.Rhythm.Hour = seconds / 3600;
        if (seconds > Memory.Now) Memory.Now = seconds;
        LearnHours();
        if (Memory.Question is { } question && question.Until <= Now) NextAttempt(question);
        CheckAway();
        CheckInactivity();
        Rearm();
    }

    private void LookAgain()
    {
        // Signs of life only move what is due further away; a due time that is too early costs one idle look.
        if (_acts is not null || MustBeKept) _due = long.MinValue;
    }

    private void Do(RiskAct act)
    {
        Pass(act);
        MustBeKept = true;
    }

    /// <summary>Adds an act of which the memory holds nothing.</summary>
    private void Pass(RiskAct act) => (_acts ??= []).Add(act);

    private void Change(PersonContext context)
    {
        var before = Context;
        Context = context;
        _due = long.MinValue;
        if (before.Whereabouts == context.Whereabouts) return;
        // Neither the time away nor the first hours after it accuse anybody.
        Memory.ObservedSince = Now;
        (Memory.AwaySince, Memory.AsleepSince, Memory.NotBackTold) = (0, 0, false);
        EndInactivity(RiskFacts.Sign, HubDevice, DeviceKind.Sensor);
        MustBeKept = true;
    }

    private void Hear(DeviceSaid said, long at)
    {
        var rule = EventTable.Find(said.Type);
        if (GoesAtOnce(said.Type)) GoAtOnce(rule, said, at);
        else if (said.Type is EventTable.DeviceSilent or EventTable.DeviceReturned) HearSilence(said, rule);
        else if (said.Type == SayTypes.Answer) Answer(said, at);
        else if (said.Type == SayTypes.Inactivity) HearInactivity(said, at);
        else if (rule.Effect is EventEffect.Activity or EventEffect.Trend) Live(said, at);
        else if (!Weigh(said, at)) ByTable(rule, said);
    }

    private void GoAtOnce(EventRule rule, DeviceSaid said, long at)
    {
        // Only a person calls for help; a fire does not show that anybody lives.
        if (rule.Category == IncidentCategory.Sos) Sign(said.Type, said.Device, said.Kind, at, 1);
        ByTable(rule, said);
    }

    private void ByTable(EventRule rule, DeviceSaid said)
    {
        if (rule.Category is not { } category) return;
        if (rule.Effect == EventEffect.Clear)
        {
            Pass(new ClearIncident(category, said.SignalId, said.Type, said.Device, said.Kind, said.At));
            return;
        }
        if (rule.Effect is not (EventEffect.Raise or EventEffect.Set)) return;
        var severity = rule.Cases.FirstOrDefault(c => said.Text(c.Field) == c.Value)?.Severity ?? rule.Severity;
        Pass(new RaiseIncident(category, severity, said.Type, said.SignalId, said.Device, said.Kind, said.At, rule.Effect == EventEffect.Set, [], []));
    }

    private void Live(DeviceSaid said, long at)
    {
        switch (said.Type)
        {
            case "sleep.start": Memory.AsleepSince = at; break;
            case "sleep.end": (Memory.AsleepSince, Memory.AwakeSince) = (0, at); break;
            case "outing.start": (Memory.AwaySince, Memory.NotBackTold) = (at, false); break;
            default: break;
        }
        _due = long.MinValue;
        Sign(said.Type, said.Device, said.Kind, at, 1);
        Weigh(said, at);
    }

    private static string FactOf(HomeActivity activity) => activity switch
    {
        HomeActivity.Motion => RiskFacts.Motion,
        HomeActivity.Door => RiskFacts.Door,
        HomeActivity.Power => RiskFacts.Power,
        _ => throw new ArgumentOutOfRangeException(nameof(activity), activity, "Unknown activity"),
    };

    private static class SayTypes
    {
        public const string Answer = "checkin.answer";
        public const string Inactivity = "inactivity";
    }
}
