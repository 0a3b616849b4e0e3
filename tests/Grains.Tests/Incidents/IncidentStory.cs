using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Escalation;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Tests.Support;
using SafetyHub.Incidents;
using SafetyHub.Signals;
using Options = Microsoft.Extensions.Options.Options;

namespace SafetyHub.Grains.Tests.Incidents;

/// <summary>Tells an incident's story to the pure rules: time passes, signals come, people act. Keeps every entry and every alert.</summary>
internal sealed class IncidentStory
{
    private readonly AlertOrders _alertOrders;
    private int _signals;

    public IncidentStory(EscalationOptions? options = null)
    {
        var chosen = options ?? new EscalationOptions();
        Plans = new PlanBook(chosen);
        _alertOrders = new AlertOrders(Options.Create(chosen));
    }

    public PlanBook Plans { get; }
    public DateTimeOffset Now { get; private set; } = TestSignals.Start;
    public IncidentState? Current { get; private set; }
    public IncidentState State => Current ?? throw new InvalidOperationException("Nothing is open");
    public List<LoggedEntry> Entries { get; } = [];
    public List<AlertOrder> Alerts { get; } = [];
    /// <summary>Duty order of the story; null = it cannot be reached.</summary>
    public string[]? OnDuty { get; set; } = ["lee"];

    public IEnumerable<string> Kinds => Entries.Select(e => e.Entry.GetType().Name);
    public IEnumerable<T> Of<T>() where T : IncidentEntry => Entries.Select(e => e.Entry).OfType<T>();

    public static IncidentStory Opened(
        Severity severity = Severity.Critical, IncidentCategory category = IncidentCategory.Sos, string type = "sos.hand-hold",
        EscalationOptions? options = null)
    {
        var story = new IncidentStory(options);
        story.Signal(SignalEffect.Raise, severity, category, type);
        return story;
    }

    public Decision Signal(
        SignalEffect effect, Severity severity, IncidentCategory category = IncidentCategory.Sos, string type = "sos.hand-hold",
        string device = "doll-1", SignalFlags flags = SignalFlags.None, string? data = null, string? eventId = null)
    {
        var signal = TestSignals.Signal(eventId ?? $"e{++_signals}", type, Now, device, flags: flags, data: data);
        var input = TestSignals.For(signal, Current?.Category ?? category, effect, severity);
        return Take(Incident.Decide(Current, Current?.Id ?? TestSignals.IdOf(input), input, Now, Plans));
    }

    public Decision Do(IncidentCommand command)
    {
        var decision = Incident.Decide(Current, command, Now, null);
        return Take(decision.NeedsDuty ? Incident.Decide(Current, command, Now, Duty) : decision);
    }

    public Decision Report(AlertRecord record) => Take(Incident.Decide(State, record, Now));

    /// <summary>Time passes without anybody looking.</summary>
    public IncidentStory Wait(TimeSpan time)
    {
        Now += time;
        return this;
    }

    /// <summary>The deadlines are looked at.</summary>
    public Decision Settle()
    {
        var decision = Incident.Settle(State, Now, new Circumstances(null, null));
        return Take(decision.NeedsDuty ? Incident.Settle(State, Now, new Circumstances(Duty, null)) : decision);
    }

    public Decision SettleAfter(int seconds)
    {
        Wait(TimeSpan.FromSeconds(seconds));
        return Settle();
    }

    private DutyAnswer Duty => new(OnDuty ?? [], OnDuty is not null);

    private Decision Take(Decision decision)
    {
        if (decision.Entries.Count == 0) return decision;
        Current = decision.State;
        Entries.AddRange(decision.Entries);
        Alerts.AddRange(_alertOrders.For(State, decision.Entries));
        return decision;
    }
}
