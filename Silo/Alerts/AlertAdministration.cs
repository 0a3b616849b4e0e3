using SafetyHub.Alerts;
using SafetyHub.Silo.Alerts.Push;

namespace SafetyHub.Silo.Alerts;

/// <summary>What the pages need of the alert channels; works in every process, with or without the role silo.</summary>
internal sealed class AlertAdministration(VapidKeys vapid, WebPushChannel push, IAlertOutbox outbox) : IAlertAdministration
{
    public ValueTask<string> VapidPublicKeyAsync(CancellationToken cancel) => ValueTask.FromResult(vapid.PublicKey);

    public Task<PushTestResult> SendTestPushAsync(string caseworker, CancellationToken cancel) => push.SendTestAsync(caseworker, cancel);

    public Task<IReadOnlyList<AlertStatus>> ListAsync(string? incidentId, int limit, CancellationToken cancel) => outbox.ListAsync(incidentId, limit, cancel);
}
