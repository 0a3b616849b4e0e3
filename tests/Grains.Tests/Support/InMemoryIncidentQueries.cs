using SafetyHub.Incidents;
using SafetyHub.Signals;

namespace SafetyHub.Grains.Tests.Support;

/// <summary>The read side over the log in memory.</summary>
internal sealed class InMemoryIncidentQueries(InMemoryIncidentLog log) : IIncidentQueries
{
    public Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel) => Task.FromResult(new IncidentPage(
        [.. log.Snapshots.Where(snapshot => filter.Status == IncidentStatusFilter.All || snapshot.IsOpen == (filter.Status == IncidentStatusFilter.Open))], null));

    public Task<IncidentSnapshot?> FindAsync(IncidentId id, CancellationToken cancel) => Task.FromResult(log.Snapshot(id));

    public Task<IReadOnlyList<TimelineEntry>> TimelineAsync(IncidentId id, CancellationToken cancel) => Task.FromResult(log.Timeline(id));

    public Task<SignalPage> SignalsAsync(IncidentId id, long? after, int limit, CancellationToken cancel) =>
        Task.FromResult(new SignalPage([.. log.SignalsIn(id).Take(limit)], null));

    public Task<IReadOnlyList<IncidentSnapshot>> ChangedSinceAsync(long change, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<IncidentSnapshot>>([.. log.Snapshots.Where(snapshot => snapshot.Change > change).OrderBy(snapshot => snapshot.Change).Take(limit)]);

    public Task<long> LastChangeAsync(CancellationToken cancel) => Task.FromResult(log.Snapshots.Select(snapshot => snapshot.Change).DefaultIfEmpty().Max());
}
