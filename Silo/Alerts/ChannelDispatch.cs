using System.Collections.Concurrent;
using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>
/// Sends the due alerts of one channel, a bounded number at once. An attempt that fails is tried again with a growing, jittered wait until the order
/// expires. A lease that another silo took over meanwhile ends the matter here: that silo reports.
/// </summary>
internal sealed partial class ChannelDispatch(
    IAlertSender sender, IAlertOutbox outbox, AlertRecorder recorder, IGrainFactory grains, AlertsSection options, TimeProvider clock, ILogger<ChannelDispatch> log)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private readonly string _owner = $"{Environment.MachineName}:{Environment.ProcessId}:{Guid.NewGuid():N}";
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);
    private readonly RetryWait _wait = new(options.FirstRetryAfter, options.LongestRetryAfter);

    private string Name => sender.Channel.ToString();

    /// <summary>Leases as many due alerts as there are free places and starts them; does not wait for their end. Called by one loop.</summary>
    public async Task TakeDueAsync(CancellationToken cancel)
    {
        var free = options.ParallelPerChannel - _running.Count;
        if (free <= 0) return;
        var now = clock.GetUtcNow();
        foreach (var alert in await outbox.LeaseAsync(new AlertLease(sender.Channel, _owner, now, now + Lease, free), cancel))
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_running.TryAdd(alert.Order.Id, done.Task)) _ = RunAsync(alert, done, cancel);
        }
    }

    /// <summary>Waits for what is on its way; each attempt ends by itself.</summary>
    public Task DrainAsync() => Task.WhenAll(_running.Values);

    private async Task RunAsync(LeasedAlert alert, TaskCompletionSource done, CancellationToken cancel)
    {
        try
        {
            var outcome = await AttemptAsync(alert.Order, cancel);
            AlertMetrics.Attempts.Add(1, Tags(outcome));
            await ConcludeAsync(alert, outcome);
        }
        catch (Exception e)
        {
            // The lease lapses and the alert is taken up again, here or by another silo.
            AlertMetrics.Failures.Add(1, new KeyValuePair<string, object?>("channel", Name));
            LogNotConcluded(e, alert.Order.Id);
        }
        finally
        {
            _running.TryRemove(alert.Order.Id, out _);
            done.SetResult();
        }
    }

    private async Task<SendOutcome> AttemptAsync(AlertOrder order, CancellationToken cancel)
    {
        if (clock.GetUtcNow() >= order.ExpiresAt) return SendOutcome.GiveUp("it expired before it could be sent");
        using var limit = new CancellationTokenSource(options.AttemptTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            var incident = await IncidentOf(order).Get().WaitAsync(both.Token);
            // The order is on disk a moment before the grain that wrote it shows the incident; an order without any ends with its own expiry.
            if (incident is null) return SendOutcome.Retry("the incident does not show itself yet", TimeSpan.FromMilliseconds(500));
            return Pointless(incident) is { } reason
                ? SendOutcome.GiveUp(reason)
                : await sender.SendAsync(order, incident, both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException)
        {
            return SendOutcome.Retry(cancel.IsCancellationRequested ? "the hub stopped meanwhile" : "no answer in time");
        }
        catch (Exception e)
        {
            LogAttemptFailed(e, Name, order.Id);
            return SendOutcome.Retry($"the attempt failed: {e.GetType().Name}");
        }
    }

    /// <summary>A test pages nobody outside, and nobody is called to what is over.</summary>
    private string? Pointless(IncidentSnapshot incident) => sender.Channel switch
    {
        AlertChannel.WebPush or AlertChannel.Webhook when incident.IsTest => "a test alerts nobody outside",
        AlertChannel.WebPush or AlertChannel.Voice when !incident.IsOpen => "the incident was resolved before",
        _ => null,
    };

    private async Task ConcludeAsync(LeasedAlert alert, SendOutcome outcome)
    {
        var order = alert.Order;
        var now = clock.GetUtcNow();
        if (outcome.Kind == SendOutcomeKind.Retry)
        {
            var next = now + _wait.After(alert.Attempts, outcome.RetryAfter);
            if (next < order.ExpiresAt)
            {
                await outbox.RetryAsync(order.Id, _owner, next, outcome.Detail!, CancellationToken.None);
                return;
            }
            outcome = SendOutcome.GiveUp($"expired after {alert.Attempts} attempts; last: {outcome.Detail}");
        }
        var delivered = outcome.Kind == SendOutcomeKind.Delivered;
        var result = new AlertResult(delivered, outcome.Detail, now);
        if (!await outbox.SettleAsync(order.Id, _owner, result, CancellationToken.None)) return;
        AlertMetrics.Settled.Record((now - order.OrderedAt).TotalSeconds, Tags(outcome));
        if (outcome.Kind == SendOutcomeKind.NotNeeded)
        {
            await outbox.MarkRecordedAsync(order.Id, CancellationToken.None);
            return;
        }
        if (!delivered) LogGivenUp(order.Id, Name, outcome.Detail);
        await recorder.TryRecordAsync(order, result);
    }

    private IIncidentGrain IncidentOf(AlertOrder order) => grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(order.IncidentId));

    private KeyValuePair<string, object?>[] Tags(SendOutcome outcome) => [new("channel", Name), new("outcome", outcome.Kind.ToString())];

    [LoggerMessage(Level = LogLevel.Warning, Message = "Alert {Alert} by {Channel} was given up: {Reason}")]
    private partial void LogGivenUp(string alert, string channel, string? reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An attempt by {Channel} to send alert {Alert} failed")]
    private partial void LogAttemptFailed(Exception error, string channel, string alert);

    [LoggerMessage(Level = LogLevel.Error, Message = "The end of alert {Alert} could not be stored; it is repeated when its lease lapses")]
    private partial void LogNotConcluded(Exception error, string alert);
}
