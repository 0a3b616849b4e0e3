using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Mqtt;

namespace SafetyHub.DeviceBridge.Adapters;

/// <summary>
/// What the adapters need beside their messages: every second the mapping where it changed and the ends of faults that have settled, every 5 s the report to
/// the roster, every 20 s the heartbeat of the cameras. Does nothing where no adapter is configured.
/// </summary>
internal sealed partial class AdapterUpkeep(
    AdapterDirectory adapters,
    IAdapterBook book,
    ForeignInbox inbox,
    PresenceTeller presence,
    IGrainFactory grains,
    IOptions<MqttOptions> mqtt,
    TimeProvider time,
    AdapterMetrics metrics,
    ILogger<AdapterUpkeep> log) : BackgroundService
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    private long _revision = -1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (adapters.All.Count == 0) return;
        using var timer = new PeriodicTimer(Turn, time);
        try
        {
            for (var turn = 0; ; turn++)
            {
                await TryAsync("mapping", () => ReadMappingAsync(stoppingToken), stoppingToken);
                PostSettled(stoppingToken);
                if (turn % 5 == 0) await TryAsync("report", () => ReportAsync(stoppingToken), stoppingToken);
                if (turn % 20 == 0) await TryAsync("heartbeat", () => BeatAsync(stoppingToken), stoppingToken);
                if (!await timer.WaitForNextTickAsync(stoppingToken)) return;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The bridge stops; the roster forgets it by itself.
        }
    }

    private async Task ReadMappingAsync(CancellationToken cancel)
    {
        var revision = await book.RevisionAsync(cancel);
        if (revision == _revision) return;
        foreach (var adapter in adapters.All)
        {
            adapter.Mapping = await ReadAsync(adapter.Name, cancel);
            await presence.ForgetAsync(adapter, cancel);
            await presence.TellAsync(adapter, adapter.Mapping.All, cancel);
        }
        _revision = revision;
    }

    private async Task<MappingTable> ReadAsync(string adapter, CancellationToken cancel)
    {
        var all = new List<AdapterCamera>();
        IReadOnlyList<AdapterCamera> page;
        do
        {
            page = await book.ListAsync(adapter, all.Count == 0 ? null : all[^1].Camera.Value, PageSize, cancel);
            all.AddRange(page);
        }
        while (page.Count == PageSize);
        // Two pages are not one moment: a foreign camera that changed hands in between is taken where it is now, by the next revision at the latest.
        return new MappingTable([.. all.DistinctBy(c => (c.Foreign, c.Source))]);
    }

    /// <summary>Beside this loop, because a hub that cannot store holds the inbox up, and heartbeats must go on.</summary>
    private void PostSettled(CancellationToken stopping)
    {
        foreach (var adapter in adapters.All)
        {
            foreach (var (camera, end) in adapter.Faults.TakeSettled()) _ = inbox.PostAsync(adapter, new FaultsEnded(camera, end), stopping);
        }
    }

    private Task ReportAsync(CancellationToken cancel)
    {
        var bridge = mqtt.Value.Broker.BridgeName;
        return grains.GetGrain<IAdapterRosterGrain>(GrainKeys.AdapterRoster).Report(bridge, [.. adapters.All.Select(a => a.Status(bridge))]).WaitAsync(Deadline, time, cancel);
    }

    private async Task BeatAsync(CancellationToken cancel)
    {
        foreach (var adapter in adapters.All) await presence.TellAsync(adapter, adapter.Mapping.All, cancel);
    }

    private async Task TryAsync(string what, Func<Task> work, CancellationToken stopping)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            // Edge of the loop: the next turn tries again.
            metrics.Fault(what);
            NotDone(error, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Work '{What}' of the adapters failed; it is tried again")]
    private partial void NotDone(Exception error, string what);
}
