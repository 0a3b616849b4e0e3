using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>
/// The incident log's contract without a database, shared by all silos of a test cluster: version conflicts, duplicate signals, alerts queued
/// once, one transaction. Failures can be ordered.
/// </summary>
public sealed class InMemoryIncidentLog : IIncidentLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<IncidentId, Stored> _incidents = [];
    private readonly Dictionary<string, IncidentId?> _signals = [];
    private readonly Dictionary<IncidentId, string> _data = [];
    private readonly Dictionary<string, AlertOrder> _alerts = [];
    private readonly List<(IncidentId Incident, Signal Signal)> _held = [];
    private readonly List<TaskCompletionSource> _waiting = [];
    private long _change;
    private int _appends;

    /// <summary>Appends to fail before anything is written.</summary>
    public int FailNext { get; set; }

    /// <summary>The same for appends of a signal only: what incidents of other tests write by themselves does not use them up.</summary>
    public int FailNextSignals { get; set; }

    /// <summary>Appends that are written although their answer is lost.</summary>
    public int LoseAnswerOfNext { get; set; }

    /// <summary>How often an incident was loaded: once for each activation, and after each conflict.</summary>
    public int Loads { get; private set; }

    /// <summary>Appends that wrote something.</summary>
    public int Appends
    {
        get { lock (_lock) return _appends; }
    }

    public IReadOnlyList<AlertOrder> Alerts
    {
        get { lock (_lock) return [.. _alerts.Values]; }
    }

    public IReadOnlyList<TimelineEntry> Timeline(IncidentId id)
    {
        lock (_lock) return _incidents.TryGetValue(id, out var stored) ? [.. stored.Entries] : [];
    }

    public int SignalsOf(IncidentId id)
    {
        lock (_lock) return _signals.Values.Count(holder => holder == id);
    }

    /// <summary>The data of the signal that opened an incident; empty when it had none.</summary>
    public string DataOfFirstSignal(IncidentId id)
    {
        lock (_lock) return _data[id];
    }

    /// <summary>Every incident as it was last appended.</summary>
    public IReadOnlyList<IncidentSnapshot> Snapshots
    {
        get { lock (_lock) return [.. _incidents.Values.Select(stored => stored.Snapshot)]; }
    }

    /// <summary>The signals of an incident, oldest first.</summary>
    public IReadOnlyList<Signal> SignalsIn(IncidentId id)
    {
        lock (_lock) return [.. _held.Where(held => held.Incident == id).Select(held => held.Signal)];
    }

    public IncidentSnapshot? Snapshot(IncidentId id)
    {
        lock (_lock) return _incidents.TryGetValue(id, out var stored) ? stored.Snapshot : null;
    }

    /// <summary>Completes once an incident has an entry of this kind for the n-th time; armed before the act, so no sleep is needed.</summary>
    public async Task WhenAsync(IncidentId id, string kind, int times = 1)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_incidents.TryGetValue(id, out var stored) && stored.Entries.Count(e => e.Kind == kind) >= times) return;
                var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add(signal);
                next = signal.Task;
            }
            await next.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public Task<StoredIncident?> LoadAsync(IncidentId id, CancellationToken cancel)
    {
        lock (_lock)
        {
            Loads++;
            return Task.FromResult(_incidents.TryGetValue(id, out var s) ? new StoredIncident(s.StateJson, s.Entries.Count, s.Snapshot.Change) : null);
        }
    }

    public Task<AppendResult> AppendAsync(IncidentAppend append, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (FailNext > 0)
            {
                FailNext--;
                throw new IOException("The disk is out of reach");
            }
            if (FailNextSignals > 0 && append.Signal is not null)
            {
                FailNextSignals--;
                throw new IOException("The disk is out of reach");
            }
            var result = Append(append);
            if (LoseAnswerOfNext > 0)
            {
                LoseAnswerOfNext--;
                throw new IOException("The answer was lost");
            }
            return Task.FromResult(result);
        }
    }

    public Task<AppendResult> RecordSignalAsync(Signal signal, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult(_signals.TryAdd(signal.Id, null)
                ? new AppendResult(AppendStatus.Appended, ++_change, null)
                : new AppendResult(AppendStatus.DuplicateSignal, 0, _signals[signal.Id]));
        }
    }

    public Task<IReadOnlyList<OpenIncident>> OpenOfSubjectAsync(SubjectRef subject, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<OpenIncident>>(
                [.. _incidents.Values.Where(s => s.Snapshot.IsOpen && s.Snapshot.Subject.Subject == subject)
                    .Select(s => new OpenIncident(s.Snapshot.Category, s.Snapshot.Id))]);
        }
    }

    public Task<IncidentId?> IncidentOfSignalAsync(string signalId, CancellationToken cancel)
    {
        lock (_lock) return Task.FromResult(_signals.GetValueOrDefault(signalId));
    }

    public Task<IReadOnlyList<IncidentId>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<IncidentId>>(
                [.. _incidents.Values.Where(s => s.Snapshot.IsOpen && s.Deadline <= now).OrderBy(s => s.Deadline).Take(limit).Select(s => s.Snapshot.Id)]);
        }
    }

    private AppendResult Append(IncidentAppend append)
    {
        var stored = _incidents.GetValueOrDefault(append.Snapshot.Id);
        if (append.Signal is { } known && _signals.TryGetValue(known.Id, out var holder)) return new(AppendStatus.DuplicateSignal, 0, holder);
        if ((stored?.Entries.Count ?? 0) != append.ExpectedVersion) return new(AppendStatus.VersionConflict, 0, null);
        if (!append.Entries.Select(e => e.Sequence).SequenceEqual(Enumerable.Range(append.ExpectedVersion + 1, append.Entries.Count)))
            throw new ArgumentException("Entries are not numbered from the expected version", nameof(append));
        if (append.Signal is { } signal)
        {
            _signals[signal.Id] = append.Snapshot.Id;
            _data.TryAdd(append.Snapshot.Id, signal.DataJson ?? "");
            _held.Add((append.Snapshot.Id, signal));
        }
        foreach (var alert in append.Alerts) _alerts.TryAdd(alert.Id, alert);
        var entries = stored?.Entries ?? [];
        entries.AddRange(append.Entries);
        _incidents[append.Snapshot.Id] = new Stored(append.Snapshot with { Change = ++_change }, append.StateJson, entries, append.NextDeadlineAt);
        _appends++;
        foreach (var waiting in _waiting) waiting.SetResult();
        _waiting.Clear();
        return new AppendResult(AppendStatus.Appended, _change, null);
    }

    private sealed record Stored(IncidentSnapshot Snapshot, string StateJson, List<TimelineEntry> Entries, DateTimeOffset? Deadline);
}
