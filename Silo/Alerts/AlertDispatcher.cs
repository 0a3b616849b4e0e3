using SafetyHub.Silo.Health;
using SafetyHub.Silo.Storage;

namespace SafetyHub.Silo.Alerts;

/// <summary>
/// Works the outbox off: at once when this process queued an alert, else twice a second. Each channel takes its own alerts into places of its own,
/// so that a dead webhook delays no push.
/// </summary>
internal sealed partial class AlertDispatcher(
    ChannelDispatch[] channels, AlertRecorder recorder, AlertBell bell, LoopAuditor auditor, TimeProvider clock, ILogger<AlertDispatcher> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan RecorderPeriod = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AllowedSilence = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.WhenAll(
            TurnAsync("alert-dispatcher", TakeDueAsync, WaitForBellAsync, stoppingToken),
            TurnAsync("alert-recorder", recorder.CatchUpAsync, cancel => Task.Delay(RecorderPeriod, clock, cancel), stoppingToken));
        await Task.WhenAll(channels.Select(c => c.DrainAsync()));
    }

    private async Task TakeDueAsync(CancellationToken cancel) => await Task.WhenAll(channels.Select(c => c.TakeDueAsync(cancel)));

    private async Task TurnAsync(string name, Func<CancellationToken, Task> roundAsync, Func<CancellationToken, Task> waitAsync, CancellationToken cancel)
    {
        var pulse = auditor.Watch(name, AllowedSilence);
        try
        {
            while (true)
            {
                if (await TryAsync(name, roundAsync, cancel)) pulse.Beat();
                else pulse.Turn();
                await waitAsync(cancel);
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            auditor.Forget(pulse);
        }
    }

    /// <summary>A round that fails is repeated at the next tick; the auditor names the loop when that goes on.</summary>
    private async Task<bool> TryAsync(string name, Func<CancellationToken, Task> roundAsync, CancellationToken cancel)
    {
        try
        {
            await roundAsync(cancel);
            return true;
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            AlertMetrics.Failures.Add(1, new KeyValuePair<string, object?>("loop", name));
            LogRoundFailed(e, name);
            return false;
        }
    }

    /// <summary>Ends with a ring, or after the period: alerts of other processes and due retries do not ring here.</summary>
    private async Task WaitForBellAsync(CancellationToken cancel)
    {
        using var tick = new CancellationTokenSource(Period, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(tick.Token, cancel);
        try
        {
            await bell.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // Nobody rang; it is time to look.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Loop}: the outbox could not be worked off; the next tick tries again")]
    private partial void LogRoundFailed(Exception error, string loop);
}
