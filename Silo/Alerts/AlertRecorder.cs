using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>Writes into each incident what became of its alerts. What a crash or a failing incident left out is caught up with from the outbox.</summary>
internal sealed partial class AlertRecorder(IAlertOutbox outbox, IGrainFactory grains, ILogger<AlertRecorder> log)
{
    private const int Batch = 100;

    /// <summary>Writes what the outbox says is missing; one incident that cannot be written does not hold back the others.</summary>
    public async Task CatchUpAsync(CancellationToken cancel)
    {
        foreach (var alert in await outbox.UnrecordedAsync(Batch, cancel)) await TryRecordAsync(alert.Order, alert.Result);
    }

    /// <summary>Writes one end into its incident; when that fails it is caught up with later.</summary>
    public async Task TryRecordAsync(AlertOrder order, AlertResult result)
    {
        try
        {
            var incident = grains.GetGrain<IIncidentGrain>(GrainKeys.Incident(order.IncidentId));
            await incident.RecordAlert(new AlertRecord(order.Id, order.Channel, order.Recipient, result.Delivered, result.Detail, result.At));
            await outbox.MarkRecordedAsync(order.Id, CancellationToken.None);
        }
        catch (Exception e)
        {
            AlertMetrics.Failures.Add(1, new KeyValuePair<string, object?>("loop", "alert-recorder"));
            LogNotRecorded(e, order.Id);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of alert {Alert} could not be written into its incident yet")]
    private partial void LogNotRecorded(Exception error, string alert);
}
