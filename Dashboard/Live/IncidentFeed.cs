using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Incidents;
using SafetyHub.Monitoring;

namespace SafetyHub.Dashboard.Live;

/// <summary>
/// The one live list of a web host. Pushes of the district feeds make it fast; a look at the incident log every two seconds makes it
/// true, whatever was lost on the way, and proves that it is alive.
/// </summary>
internal sealed class IncidentFeed(
    IGrainFactory grains, IIncidentQueries queries, IOptions<DashboardOptions> options, TimeProvider time, FeedMetrics metrics, ILogger<IncidentFeed> log)
    : BackgroundService, IIncidentFeed, IIncidentObserver
{
    private const int PageSize = 500;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly FeedBook _book = new(options.Value.ResolvedStaysFor, options.Value.IncidentsAtMost);
    private readonly UnstoredCalls _unstored = new(time);
    private ImmutableArray<Action<IncidentSnapshot>> _callbacks = [];
    private IReadOnlyList<IncidentSnapshot> _current = [];
    private long _sequence;
    private long _lastTick;
    private long _watermark = -1;
    private long _watermarkBefore;
    private DateTimeOffset _renewedAt = DateTimeOffset.MinValue;

    public IReadOnlyList<IncidentSnapshot> Current => Volatile.Read(ref _current);

    public IReadOnlyList<UnstoredCall> Unstored => _unstored.Current;

    public long Sequence => Interlocked.Read(ref _sequence);

    public DateTimeOffset LastTickAt => new(Interlocked.Read(ref _lastTick), TimeSpan.Zero);

    public IDisposable OnChanged(Action<IncidentSnapshot> callback)
    {
        ImmutableInterlocked.Update(ref _callbacks, list => list.Add(callback));
        return new Listening(() => ImmutableInterlocked.Update(ref _callbacks, list => list.Remove(callback)));
    }

    public Task Changed(IncidentSnapshot incident)
    {
        Take([incident]);
        return Task.CompletedTask;
    }

    public Task Warned(UnstoredCall call)
    {
        _unstored.Take(call);
        return Task.CompletedTask;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IIncidentObserver>(this);
        using var timer = new PeriodicTimer(LookEvery, time);
        try
        {
            do await RoundAsync(self, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
        finally
        {
            await TryAsync("unsubscribe", () => Task.WhenAll(Feeds().Select(feed => feed.Unsubscribe(self))), CancellationToken.None);
            GC.KeepAlive(this);
        }
    }

    private async Task RoundAsync(IIncidentObserver self, CancellationToken cancel)
    {
        if (time.GetUtcNow() - _renewedAt >= RenewEvery && await TryAsync("subscribe", () => SubscribeAsync(self, cancel), cancel))
        {
            _renewedAt = time.GetUtcNow();
        }
        if (await TryAsync("catch-up", () => _watermark < 0 ? LoadAllAsync(cancel) : CatchUpAsync(cancel), cancel))
        {
            Interlocked.Exchange(ref _lastTick, time.GetUtcNow().UtcTicks);
        }
        Prune();
    }

    /// <summary>A silo that does not answer must not hold up the look at the log.</summary>
    private Task SubscribeAsync(IIncidentObserver self, CancellationToken cancel) =>
        Task.WhenAll(Feeds().Select(feed => feed.Subscribe(self))).WaitAsync(LookEvery, time, cancel);

    private IEnumerable<IDistrictFeedGrain> Feeds() =>
        options.Value.Districts.Append(GrainKeys.OtherDistrict).Select(district => grains.GetGrain<IDistrictFeedGrain>(GrainKeys.Feed(district)));

    /// <summary>Everything open, and what was resolved a moment ago; the number of the last change is taken before, so nothing falls between.</summary>
    private async Task LoadAllAsync(CancellationToken cancel)
    {
        var before = await queries.LastChangeAsync(cancel);
        var since = time.GetUtcNow() - options.Value.ResolvedStaysFor - TimeSpan.FromHours(24);
        await LoadAsync(new IncidentFilter(IncidentStatusFilter.Open, null, null, null, null, PageSize, null), options.Value.IncidentsAtMost, cancel);
        await LoadAsync(new IncidentFilter(IncidentStatusFilter.Resolved, null, null, null, since, PageSize, null), 2 * PageSize, cancel);
        _watermark = _watermarkBefore = before;
    }

    private async Task LoadAsync(IncidentFilter filter, int atMost, CancellationToken cancel)
    {
        for (var read = 0; read < atMost;)
        {
            var page = await queries.ListAsync(filter, cancel);
            Take(page.Items);
            read += page.Items.Count;
            if (page.Next is null || page.Items.Count == 0) return;
            filter = filter with { After = page.Next };
        }
    }

    /// <summary>
    /// Reads on from the watermark of the look before the last: two transactions may commit out of the order of their numbers, and
    /// what is read twice changes nothing.
    /// </summary>
    private async Task CatchUpAsync(CancellationToken cancel)
    {
        var from = _watermarkBefore;
        while (true)
        {
            var changes = await queries.ChangedSinceAsync(from, PageSize, cancel);
            metrics.CaughtUp.Add(Take(changes));
            if (changes.Count > 0) from = changes[^1].Change;
            if (changes.Count < PageSize) break;
        }
        _watermarkBefore = _watermark;
        _watermark = Math.Max(_watermark, from);
    }

    private int Take(IReadOnlyList<IncidentSnapshot> incidents)
    {
        var taken = new List<IncidentSnapshot>();
        lock (_gate)
        {
            foreach (var incident in incidents)
            {
                _sequence = Math.Max(_sequence, incident.Change);
                if (_book.Take(incident, time.GetUtcNow())) taken.Add(incident);
            }
            if (taken.Count > 0) Publish_NeedsLock();
        }
        foreach (var incident in taken) Tell(incident);
        return taken.Count;
    }

    private void Prune()
    {
        _unstored.Prune();
        lock (_gate)
        {
            if (_book.Prune(time.GetUtcNow())) Publish_NeedsLock();
        }
    }

    private void Publish_NeedsLock()
    {
        _book.Sort();
        Volatile.Write(ref _current, _book.Sorted);
        if (_book.LeftOut == 0) return;
        metrics.LeftOut.Add(_book.LeftOut);
        log.LogWarning("The screens' list is full: the {Count} least urgent incidents were left out", _book.LeftOut);
    }

    private void Tell(IncidentSnapshot incident)
    {
        foreach (var callback in _callbacks)
        {
            try
            {
                callback(incident);
            }
            catch (Exception error)
            {
                // One screen that fails must not keep the others from hearing.
                metrics.Failures.Add(1, new KeyValuePair<string, object?>("part", "callback"));
                log.LogError(error, "A listener of the feed failed");
            }
        }
    }

    private async Task<bool> TryAsync(string part, Func<Task> act, CancellationToken cancel)
    {
        try
        {
            await act();
            return true;
        }
        catch (Exception error) when (!cancel.IsCancellationRequested)
        {
            // The loop goes on; the age of the feed grows and the screens say so.
            metrics.Failures.Add(1, new KeyValuePair<string, object?>("part", part));
            log.LogWarning(error, "The feed could not {Part}", part);
            return false;
        }
    }

    private sealed class Listening(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
