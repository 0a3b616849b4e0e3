using SafetyHub.Incidents;

namespace SafetyHub.Grains.Incidents;

/// <summary>A decision in the making: entries so far, and the projection they lead to. Never leaves the call that made it.</summary>
internal sealed class Draft
{
    private readonly List<LoggedEntry> _entries = [];

    /// <param name="state">The incident before, or null.</param>
    /// <param name="now">The clock; a clock that was set back never turns the timeline back.</param>
    public Draft(IncidentState? state, DateTimeOffset now)
    {
        Before = state;
        Current = state;
        Now = state is not null && state.UpdatedAt > now ? state.UpdatedAt : now;
    }

    public IncidentState? Before { get; }
    public IncidentState? Current { get; private set; }
    public DateTimeOffset Now { get; }
    /// <summary>Set when a due step waits for the duty order.</summary>
    public bool NeedsDuty { get; set; }

    /// <summary>The incident, once it is open.</summary>
    public IncidentState State => Current ?? throw new InvalidOperationException("The incident is not open yet");

    public void Add(string actor, IncidentEntry entry)
    {
        var logged = new LoggedEntry(Now, actor, entry);
        Current = IncidentFold.Apply(Current, logged);
        _entries.Add(logged);
    }

    public Decision Taken() => new(Verdict.Taken, Current, _entries, NeedsDuty: NeedsDuty);

    public Decision Duplicate() => new(Verdict.Duplicate, Current, _entries, NeedsDuty: NeedsDuty);

    public Decision Closed() => new(Verdict.Closed, Current, _entries);

    public Decision Refuse(RefusalReason reason, string detail) => new(Verdict.Refused, Current, _entries, reason, detail, NeedsDuty);
}
