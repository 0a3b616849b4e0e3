using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Incidents;

/// <summary>
/// One activation's hold on the incident log: the projection it last knew to be durable, and the only way to change it.
/// A failed append leaves the projection as it was.
/// </summary>
internal sealed class IncidentJournal(IncidentId id, IncidentServices services)
{
    private const int Attempts = 2;
    private long _change;

    public IncidentState? State { get; private set; }

    /// <summary>The last durable state as the outside sees it; an immutable object, replaced as a whole.</summary>
    public IncidentSnapshot? Snapshot { get; private set; }

    /// <summary>True once another activation was seen to write: this one should give way.</summary>
    public bool SawConflict { get; private set; }

    public async Task LoadAsync(CancellationToken cancel)
    {
        var stored = await services.Log.LoadAsync(id, cancel);
        Become(stored is null ? null : Read(stored), stored?.Change ?? 0);
    }

    /// <summary>
    /// Decides and appends. When another activation was faster, loads what it wrote and decides once more.
    /// </summary>
    /// <exception cref="IncidentConflictException">It was faster again.</exception>
    public async Task<Written> WriteAsync(Func<IncidentState?, ValueTask<Decision>> decide, Signal? signal)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var decision = await decide(State);
            if (decision.Entries.Count == 0) return new Written(decision, default);
            var result = await AppendAsync(decision, signal);
            if (result.Status != AppendStatus.VersionConflict) return new Written(decision, result);
            SawConflict = true;
            await LoadAsync(CancellationToken.None);
        }
        throw new IncidentConflictException(id);
    }

    private async Task<AppendResult> AppendAsync(Decision decision, Signal? signal)
    {
        var (state, before) = (decision.State!, State?.Version ?? 0);
        var result = await services.Log.AppendAsync(
            new IncidentAppend(
                state.ToSnapshot(change: 0),
                before,
                [.. decision.Entries.Select((e, i) => IncidentJson.Write(e, before + 1 + i))],
                IncidentJson.Write(state),
                signal,
                state.Deadline,
                services.Alerts.For(state, decision.Entries)),
            CancellationToken.None);
        services.Metrics.Appended(result.Status.ToString());
        if (result.Status == AppendStatus.Appended) Become(state, result.Change);
        // The signal is here, but this activation does not know it: an earlier append was durable although its answer was lost.
        else if (result is { Status: AppendStatus.DuplicateSignal, IncidentId: { } holder } && holder == id) await LoadAsync(CancellationToken.None);
        return result;
    }

    private static IncidentState Read(StoredIncident stored)
    {
        var state = IncidentJson.ReadState(stored.StateJson);
        return state with { Subject = SubjectAtRest.WithName(state.Subject, stored.SubjectName) };
    }

    private void Become(IncidentState? state, long change)
    {
        State = state;
        _change = change;
        Snapshot = state?.ToSnapshot(_change);
    }
}

/// <summary>A decision and what became of its append; the default result when there was nothing to append.</summary>
internal readonly record struct Written(Decision Decision, AppendResult Result)
{
    /// <summary>True when entries are on disk now that were not before.</summary>
    public bool IsChange => Decision.Entries.Count > 0 && Result.Status == AppendStatus.Appended;
}
