using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafetyHub.Devices;
using SafetyHub.Escalation;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;
using SafetyHub.Residents;
using SafetyHub.Signals;

namespace SafetyHub.Dashboard.Tests.Fakes;

/// <summary>The incident log in memory, with the refusals of the contract, for pages under test.</summary>
internal sealed class FakeIncidents(TimeProvider time) : IIncidentQueries
{
    private readonly Lock _gate = new();
    private readonly Dictionary<IncidentId, IncidentSnapshot> _byId = [];
    private readonly Dictionary<IncidentId, List<TimelineEntry>> _timelines = [];
    private long _change;

    public ConcurrentDictionary<IIncidentObserver, byte> Observers { get; } = new();

    public ConcurrentQueue<IncidentCommand> Commands { get; } = new();

    public IReadOnlyList<IncidentSnapshot> All
    {
        get { lock (_gate) return [.. _byId.Values]; }
    }

    /// <summary>While true the log is out of reach.</summary>
    public bool Down { get; set; }

    public IncidentSnapshot Open(
        string subject, Severity severity, IncidentCategory category, string title, TimeSpan age, string district = "deogyang",
        string? assignee = null, string? subjectId = null, Func<IncidentSnapshot, IncidentSnapshot>? change = null, bool push = true)
    {
        var at = time.GetUtcNow() - age;
        var id = IdOf($"{subject} {category} {title} {at.UtcTicks}");
        var who = new SubjectSummary(new SubjectRef(category is IncidentCategory.Intrusion or IncidentCategory.Crowd ? SubjectKind.Place : SubjectKind.Resident, subjectId ?? "r-" + id.Value[4..10]), subject, district);
        var device = DeviceId.Parse("robot-" + id.Value[4..8]);
        var incident = new IncidentSnapshot(
            id, category, title, severity, Condition.Active, assignee is null ? Handling.Unacknowledged : Handling.Acknowledged, assignee, who, at, at, 1,
            [new SignalSummary($"{device}/e1", title, device, at, 0.92, SignalFlags.None)], [new IncidentReason("reason.signal", [title, device.Value], at)],
            new EscalationStatus("standard", 1, 1, StepTarget.OperatorDesk, assignee is null ? at + TimeSpan.FromSeconds(180) : null),
            assignee is null ? null : at + TimeSpan.FromMinutes(30), null, null, null, false, category == IncidentCategory.Test, ResponderProgress.None, [], 1, 0);
        incident = change?.Invoke(incident) ?? incident;
        lock (_gate) _timelines[id] = [new TimelineEntry(1, at, "device:" + device, "IncidentOpened", JsonSerializer.Serialize(new { type = title }))];
        return Put(incident, push);
    }

    public IncidentSnapshot Put(IncidentSnapshot incident, bool push = true)
    {
        lock (_gate)
        {
            incident = incident with { Change = ++_change };
            _byId[incident.Id] = incident;
        }
        if (push)
        {
            foreach (var observer in Observers.Keys) _ = observer.Changed(incident);
        }
        return incident;
    }

    public IncidentSnapshot? Find(IncidentId id)
    {
        lock (_gate) return _byId.GetValueOrDefault(id);
    }

    public CommandResult Execute(IncidentId id, IncidentCommand command)
    {
        Commands.Enqueue(command);
        if (Down) throw new InvalidOperationException("The log is out of reach");
        if (Find(id) is not { } now) return new CommandResult(RefusalReason.NotFound, "No such incident", null);
        var refusal = Refuse(now, command);
        if (refusal != RefusalReason.None) return new CommandResult(refusal, refusal.ToString(), now);
        var after = Put(Apply(now, command) with { Version = now.Version + 1, UpdatedAt = time.GetUtcNow() });
        lock (_gate) _timelines[id].Add(Entry(after, command));
        return new CommandResult(RefusalReason.None, null, after);
    }

    private static RefusalReason Refuse(IncidentSnapshot now, IncidentCommand command) => command switch
    {
        AddNote => RefusalReason.None,
        _ when !now.IsOpen => RefusalReason.AlreadyResolved,
        Acknowledge when now.Handling == Handling.Acknowledged && now.Assignee != command.Actor => RefusalReason.AlreadyAcknowledged,
        Unacknowledge when now.Handling == Handling.Unacknowledged => RefusalReason.NotAcknowledged,
        Shelve when now.Severity == Severity.Critical => RefusalReason.CriticalCannotBeShelved,
        Resolve { Note: null, Outcome: Outcome.Real or Outcome.False } when now.Severity == Severity.Critical => RefusalReason.NoteRequired,
        ReportProgress progress when progress.Progress <= now.Progress => RefusalReason.ProgressGoesForward,
        _ => RefusalReason.None,
    };

    private IncidentSnapshot Apply(IncidentSnapshot now, IncidentCommand command) => command switch
    {
        Acknowledge => Owned(now, command.Actor),
        Unacknowledge => now with { Handling = Handling.Unacknowledged, Assignee = null },
        Assign to => now with { Assignee = to.Assignee, Handling = to.Assignee == to.Actor ? Handling.Acknowledged : now.Handling },
        Escalate => now with { Escalation = now.Escalation with { Step = now.Escalation.Step + 1, Target = StepTarget.SecondDesk } },
        Shelve shelve => now with { ShelvedUntil = shelve.Until },
        Unshelve => now with { ShelvedUntil = null },
        ReportProgress progress => Owned(now, command.Actor) with { Progress = progress.Progress },
        Resolve end => now with { Outcome = end.Outcome, ResolvedAt = time.GetUtcNow() },
        _ => now,
    };

    private IncidentSnapshot Owned(IncidentSnapshot now, string actor) => now with
    {
        Handling = Handling.Acknowledged,
        Assignee = actor,
        AcknowledgedUntil = time.GetUtcNow() + TimeSpan.FromMinutes(30),
        Escalation = now.Escalation with { NextStepAt = null },
    };

    private TimelineEntry Entry(IncidentSnapshot after, IncidentCommand command) => new(
        after.Version, time.GetUtcNow(), command.Actor,
        command switch
        {
            Acknowledge => "IncidentAcknowledged",
            Unacknowledge => "IncidentUnacknowledged",
            Assign => "IncidentAssigned",
            Escalate => "IncidentEscalated",
            Shelve => "IncidentShelved",
            Unshelve => "IncidentUnshelved",
            AddNote => "NoteAdded",
            ReportProgress => "ProgressReported",
            _ => "IncidentResolved",
        },
        JsonSerializer.Serialize(command, command.GetType()));

    public void Write(IncidentId id, TimelineEntry entry)
    {
        lock (_gate) _timelines[id].Add(entry);
    }

    public Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel)
    {
        ThrowIfDown();
        lock (_gate)
        {
            return Task.FromResult(new IncidentPage(
                [.. _byId.Values.Where(i => filter.Status == IncidentStatusFilter.All || i.IsOpen == (filter.Status == IncidentStatusFilter.Open)).OrderByDescending(i => i.OpenedAt).Take(filter.Limit)], null));
        }
    }

    public Task<IncidentSnapshot?> FindAsync(IncidentId id, CancellationToken cancel) => Task.FromResult(Find(id));

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(IncidentId id, CancellationToken cancel)
    {
        lock (_gate) return Task.FromResult<IReadOnlyList<TimelineEntry>>([.. _timelines[id]]);
    }

    public Task<SignalPage> SignalsAsync(IncidentId id, long? after, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<IncidentSnapshot>> ChangedSinceAsync(long change, int limit, CancellationToken cancel)
    {
        ThrowIfDown();
        lock (_gate) return Task.FromResult<IReadOnlyList<IncidentSnapshot>>([.. _byId.Values.Where(i => i.Change > change).OrderBy(i => i.Change).Take(limit)]);
    }

    public Task<long> LastChangeAsync(CancellationToken cancel)
    {
        ThrowIfDown();
        lock (_gate) return Task.FromResult(_change);
    }

    private void ThrowIfDown()
    {
        if (Down) throw new InvalidOperationException("The log is out of reach");
    }

    private static IncidentId IdOf(string seed)
    {
        const string letters = "abcdefghijklmnopqrstuvwxyz234567";
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return IncidentId.Parse("inc_" + string.Concat(hash.Take(26).Select(b => letters[b % 32])));
    }
}
