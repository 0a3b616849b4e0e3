using SafetyHub.Devices;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Incidents;
using SafetyHub.Silo.Health;

namespace SafetyHub.Silo.Sweeping;

/// <summary>
/// The guarantee behind timers and reminders: asks storage every second which incidents, and every five seconds which devices, have a deadline
/// behind them, and calls their grains. It starts with a pass at once, so that what fell due while the hub was down is acted on first.
/// The grains' step is idempotent; several silos may sweep the same incident.
/// </summary>
internal sealed partial class DeadlineSweeper(
    IIncidentLog incidents,
    IDeviceLedger devices,
    IGrainFactory grains,
    LoopAuditor auditor,
    TimeProvider clock,
    ILogger<DeadlineSweeper> log) : BackgroundService
{
    private static readonly TimeSpan IncidentPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DevicePeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AllowedSilence = TimeSpan.FromSeconds(10);
    private const int Batch = 500;

    private readonly DueCalls _incidentCalls = new("incident", clock, log);
    private readonly DueCalls _deviceCalls = new("device", clock, log);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        TurnAsync("incident-sweeper", IncidentPeriod, SweepIncidentsAsync, stoppingToken),
        TurnAsync("device-sweeper", DevicePeriod, SweepDevicesAsync, stoppingToken));

    private async Task SweepIncidentsAsync(CancellationToken cancel)
    {
        foreach (var due in await incidents.DueAsync(clock.GetUtcNow(), Batch, cancel))
        {
            if (!await _incidentCalls.TryStartAsync(due.Value, () => grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(due)).CheckDeadlines(), cancel)) return;
        }
    }

    private async Task SweepDevicesAsync(CancellationToken cancel)
    {
        foreach (var due in await devices.DueLooksAsync(clock.GetUtcNow(), Batch, cancel))
        {
            if (!await _deviceCalls.TryStartAsync(due.Device.Value, () => grains.GetDevice(due.Kind, due.Device).CheckDeadlines(), cancel)) return;
        }
    }

    private async Task TurnAsync(string name, TimeSpan period, Func<CancellationToken, Task> sweepAsync, CancellationToken cancel)
    {
        var pulse = auditor.Watch(name, AllowedSilence);
        using var timer = new PeriodicTimer(period, clock);
        try
        {
            do
            {
                if (await TrySweepAsync(name, sweepAsync, cancel)) pulse.Beat();
                else pulse.Turn();
            }
            while (await timer.WaitForNextTickAsync(cancel));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            auditor.Forget(pulse);
        }
    }

    /// <summary>A sweep that fails is tried again at the next tick; the auditor names the loop when that goes on.</summary>
    private async Task<bool> TrySweepAsync(string name, Func<CancellationToken, Task> sweepAsync, CancellationToken cancel)
    {
        try
        {
            await sweepAsync(cancel);
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            SweeperMetrics.Failures.Add(1, new KeyValuePair<string, object?>("loop", name));
            LogSweepFailed(e, name);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop}: storage could not say what is due; the next tick asks again")]
    private partial void LogSweepFailed(Exception error, string loop);
}
