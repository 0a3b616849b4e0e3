using SafetyHub.Grains.Alerts;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// Decides, under the log's write lock, what becomes of each append of a batch: the store fills in what the database knows, the plan says
/// what is to be written. A conflict or a known signal takes out its own append only.
/// </summary>
internal sealed class AppendPlan(IReadOnlyList<PendingAppend> batch)
{
    private readonly Dictionary<string, PendingAppend> _projections = new(StringComparer.Ordinal);

    public IReadOnlyList<PendingAppend> Batch { get; } = batch;

    /// <summary>Filled by the store: versions of the batch's incidents that exist.</summary>
    public Dictionary<string, int> Versions { get; } = new(StringComparer.Ordinal);

    /// <summary>Filled by the store: the batch's signals that are known, with the incident that holds each.</summary>
    public Dictionary<string, string?> KnownSignals { get; } = new(StringComparer.Ordinal);

    /// <summary>Filled by the store: the last change number; after <see cref="Decide"/> the new last one.</summary>
    public long LastChange { get; set; }

    /// <summary>What is to be written, in order.</summary>
    public List<PendingAppend> Accepted { get; } = [];

    /// <summary>The last accepted projection of each incident: the ones before it in the same batch need not be written.</summary>
    public IReadOnlyCollection<PendingAppend> Projections => _projections.Values;

    public AppendResult[] Results { get; } = new AppendResult[batch.Count];

    public IEnumerable<string> IncidentIds => Batch.Where(item => item.Append is not null).Select(item => item.Append!.Snapshot.Id.Value).Distinct();

    public IEnumerable<string> SignalIds => Batch.Where(item => item.Signal is not null).Select(item => item.Signal!.Id).Distinct();

    public IEnumerable<(PendingAppend Item, TimelineEntry Entry)> Entries =>
        Accepted.Where(item => item.Append is not null).SelectMany(item => item.Append!.Entries.Select(entry => (item, entry)));

    public IEnumerable<PendingAppend> Signals => Accepted.Where(item => item.Signal is not null);

    public IEnumerable<AlertOrder> Alerts => Accepted.Where(item => item.Append is not null).SelectMany(item => item.Append!.Alerts);

    public void Decide()
    {
        for (var i = 0; i < Batch.Count; i++) Results[i] = Decide(Batch[i]);
    }

    private AppendResult Decide(PendingAppend item)
    {
        if (item.Signal is { } signal && KnownSignals.TryGetValue(signal.Id, out var holder))
            return new(AppendStatus.DuplicateSignal, 0, holder is null ? null : IncidentId.Parse(holder));
        if (item.Append is { } append)
        {
            var id = append.Snapshot.Id.Value;
            if (Versions.GetValueOrDefault(id) != append.ExpectedVersion) return new(AppendStatus.VersionConflict, 0, null);
            Versions[id] = item.Version;
            item.Change = ++LastChange;
            _projections[id] = item;
        }
        if (item.Signal is { } taken) KnownSignals[taken.Id] = item.IncidentId?.Value;
        Accepted.Add(item);
        return new(AppendStatus.Appended, item.Change, null);
    }
}
