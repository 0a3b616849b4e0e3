using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using SafetyHub.Bridges;
using SafetyHub.Devices;

namespace SafetyHub.Grains.Bridges;

/// <summary>
/// Keeps the <see cref="CameraBook"/> alive: time, storage and messages. Reentrant, because a bridge that waits for storage must not hold up the
/// heartbeat of another; the book itself is only touched between awaits.
/// </summary>
[Reentrant]
internal sealed partial class CameraSchedulerGrain(
    [PersistentState("camera-scheduler", GrainsAssembly.Storage)] IPersistentState<CameraSchedulerState> stored,
    IDeviceRegistry registry,
    IGrainFactory grains,
    TimeProvider time,
    IOptions<BridgeOptions> options,
    ILogger<CameraSchedulerGrain> logger)
    : Grain, ICameraSchedulerGrain
{
    private const int EpochBlock = 10_000;
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan FirstTick = TimeSpan.FromMilliseconds(10);

    private readonly Dictionary<string, IBridgeWake> _wakes = new(StringComparer.Ordinal);
    private readonly CameraSurvey _survey = new(registry, grains, logger);
    private readonly long _startedAt = time.GetTimestamp();
    private readonly HashSet<string> _joining = new(StringComparer.Ordinal);
    private readonly HashSet<string> _roster = new(StringComparer.Ordinal);
    private CameraBook _book = null!;
    private Dictionary<string, long> _counted = [];
    private Task _surveying = Task.CompletedTask;
    private long _bound;

    private TimeSpan Now => time.GetElapsedTime(_startedAt);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = new CameraBook(options.Value, stored.State.Bridges, stored.State.EpochBound, Now);
        _roster.UnionWith(stored.State.Bridges);
        this.RegisterGrainTimer(static self => self.TickAsync(), this, new GrainTimerCreationOptions(FirstTick, TickEvery) { Interleave = true, KeepAlive = true });
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        BridgeMetrics.Show(null);
        return Task.CompletedTask;
    }

    public async Task<BridgeOrders> Heartbeat(BridgeReport report, IBridgeWake wake)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentException.ThrowIfNullOrEmpty(report.BridgeId);
        _joining.Add(report.BridgeId);
        try
        {
            // On disk before it holds a camera: a scheduler after this one has to know whom to wait for.
            if (!_roster.Contains(report.BridgeId)) await JoinAsync(report.BridgeId);
            await KeepEpochsAsync();
            return Take(report, wake);
        }
        finally
        {
            _joining.Remove(report.BridgeId);
        }
    }

    public async Task Leave(string bridgeId)
    {
        if (_book.Find(bridgeId) is { } bridge) LogLeft(bridgeId, bridge.Cameras.Count);
        _book.Leave(bridgeId);
        _wakes.Remove(bridgeId);
        Plan();
        await ForgetAsync();
    }

    public async Task Changed(DeviceId camera)
    {
        await _survey.AskAsync(camera, Ask);
        Plan();
        // The holder reads the new settings with its next orders.
        if (_book.Cameras.FirstOrDefault(known => known.Id == camera)?.Bridge is { } bridge) Wake(bridge.Id);
    }

    public Task<bool> Drain(string bridgeId, bool draining)
    {
        var found = _book.Drain(bridgeId, draining);
        if (found) LogDraining(bridgeId, draining);
        Plan();
        return Task.FromResult(found);
    }

    public Task<ScheduleOverview> Overview() => Task.FromResult(ScheduleView.Of(_book, Now, time.GetUtcNow()));

    public Task<IReadOnlyList<HeldCamera>?> Running(string bridgeId) => Task.FromResult(_book.Find(bridgeId)?.Report.Cameras);

    private BridgeOrders Take(BridgeReport report, IBridgeWake wake)
    {
        var isNew = _book.Find(report.BridgeId) is null;
        if (_book.Report(report, Now) is not { } bridge) return BridgeOrders.Stale;
        _wakes[report.BridgeId] = wake;
        if (isNew) LogJoined(report.BridgeId, report.Host, report.ProcessId, report.Capacity, report.Cameras.Count);
        if (_book.IsDirty) Plan(except: bridge);
        return _book.Orders(bridge, Now);
    }

    private async Task TickAsync()
    {
        try
        {
            if (_surveying.IsCompleted) _surveying = SurveyAsync();
            foreach (var bridge in _book.Expire(Now))
            {
                BridgeMetrics.Lost.Add(1);
                _wakes.Remove(bridge.Report.BridgeId);
                LogLost(bridge.Report.BridgeId, bridge.Report.Host, options.Value.Lease, bridge.Cameras);
            }
            await KeepEpochsAsync();
            Plan();
            BridgeMetrics.Show(ScheduleView.Figures(_book));
            await ForgetAsync();
        }
        catch (Exception failure)
        {
            // Edge of the loop: what is shared out stays as it is, the next tick is half a second away.
            BridgeMetrics.Failures.Add(1, new KeyValuePair<string, object?>("work", "tick"));
            LogTickFailed(failure);
            if (failure is Orleans.Storage.InconsistentStateException) DeactivateOnIdle();
        }
    }

    private async Task SurveyAsync()
    {
        try
        {
            await _survey.StepAsync(Ask);
        }
        catch (Exception failure)
        {
            BridgeMetrics.Failures.Add(1, new KeyValuePair<string, object?>("work", "survey"));
            LogTickFailed(failure);
        }
    }

    private void Ask(DeviceId camera, CameraDemand? demand) => _book.Ask(camera, demand);

    private void Plan(BridgeEntry? except = null)
    {
        if (_bound - _book.NextEpoch < _book.EpochsAtMost) return;
        foreach (var bridge in _book.Plan(Now))
        {
            if (bridge != except) Wake(bridge.Id);
        }
        foreach (var (reason, count) in _book.Steps)
        {
            if (count - _counted.GetValueOrDefault(reason) is > 0 and var more) BridgeMetrics.Steps.Add(more, new KeyValuePair<string, object?>("reason", reason));
        }
        _counted = new Dictionary<string, long>(_book.Steps, StringComparer.Ordinal);
    }

    private void Wake(string bridgeId)
    {
        // One way: a bridge that does not hear it reports within a second anyhow.
        if (_wakes.TryGetValue(bridgeId, out var wake)) _ = wake.Wake();
    }

    /// <summary>Numbers are set aside on disk before any of them is used; without room no camera changes hands, and what runs goes on.</summary>
    private async Task KeepEpochsAsync()
    {
        if (_bound - _book.NextEpoch >= 2 * _book.EpochsAtMost) return;
        stored.State.EpochBound = Math.Max(stored.State.EpochBound, _book.NextEpoch + EpochBlock + (4L * _book.EpochsAtMost));
        await SaveAsync();
    }

    /// <summary>Bridges of an earlier scheduler that never reported to this one need not be waited for again.</summary>
    private async Task ForgetAsync()
    {
        if (_book.IsSettling(Now)) return;
        var gone = stored.State.Bridges.Where(id => _book.Find(id) is null && !_joining.Contains(id)).ToList();
        if (gone.Count == 0) return;
        stored.State.Bridges.RemoveAll(gone.Contains);
        _roster.ExceptWith(gone);
        await SaveAsync();
    }

    private async Task JoinAsync(string bridgeId)
    {
        if (!stored.State.Bridges.Contains(bridgeId, StringComparer.Ordinal)) stored.State.Bridges.Add(bridgeId);
        await SaveAsync();
    }

    /// <summary>Writes that meet are one. What is known to be on disk changes only when it is.</summary>
    private async Task SaveAsync()
    {
        var (bound, bridges) = (stored.State.EpochBound, stored.State.Bridges.ToList());
        await stored.WriteStateAsync();
        _bound = Math.Max(_bound, bound);
        _roster.UnionWith(bridges);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Bridge {Bridge} on {Host} (process {Process}) joined with room for {Capacity} cameras, running {Cameras}")]
    private partial void LogJoined(string bridge, string host, int process, double capacity, int cameras);

    [LoggerMessage(Level = LogLevel.Information, Message = "Bridge {Bridge} left; its {Cameras} cameras go to others")]
    private partial void LogLeft(string bridge, int cameras);

    [LoggerMessage(Level = LogLevel.Information, Message = "Bridge {Bridge} is being drained: {Draining}")]
    private partial void LogDraining(string bridge, bool draining);

    [LoggerMessage(Level = LogLevel.Error, Message = "Bridge {Bridge} on {Host} is lost: not heard of for {Lease}. Its {Cameras} cameras go to others; see docs/runbooks/bridge-lost.md")]
    private partial void LogLost(string bridge, string host, TimeSpan lease, int cameras);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A step of the camera scheduler failed; it is tried again")]
    private partial void LogTickFailed(Exception failure);
}
