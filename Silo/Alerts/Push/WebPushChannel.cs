using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SafetyHub.Alerts;
using SafetyHub.Duty;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>Pushes to every phone of a caseworker. Delivered means that one push service took it, never that somebody saw it: the response plan goes on.</summary>
internal sealed class WebPushChannel(IGrainFactory grains, PushClient client, AlertsSection options, TimeProvider clock) : IAlertSender
{
    private const string RecipientPrefix = "worker:";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public AlertChannel Channel => AlertChannel.WebPush;

    public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        if (!order.Recipient.StartsWith(RecipientPrefix, StringComparison.Ordinal)) return SendOutcome.GiveUp("the recipient is not a caseworker");
        var caseworker = order.Recipient[RecipientPrefix.Length..];
        var outcomes = await SendToAllAsync(caseworker, MessageOf(order, incident), cancel);
        return Sum(outcomes);
    }

    /// <summary>Sends a test to every phone of a caseworker.</summary>
    public async Task<PushTestResult> SendTestAsync(string caseworker, CancellationToken cancel)
    {
        var language = (await grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(caseworker)).Get())?.Language ?? "ko";
        var text = new { title = AlertTexts.TestTitle(language), body = AlertTexts.TestBody(language), tag = "test", path = "/my" };
        var message = new PushMessage(JsonSerializer.SerializeToUtf8Bytes(text, Json), "test", TimeSpan.FromMinutes(1));
        var outcomes = await SendToAllAsync(caseworker, message, cancel);
        var taken = outcomes.Count(o => o.Verdict == PushVerdict.Taken);
        return new PushTestResult(taken, outcomes.Count - taken);
    }

    private PushMessage MessageOf(AlertOrder order, IncidentSnapshot incident)
    {
        var text = new
        {
            title = AlertTexts.PushTitle(incident.Severity, order.Language),
            body = AlertTexts.PushBody(order.Language),
            tag = order.IncidentId.Value,
            severity = incident.Severity.ToString().ToLowerInvariant(),
            path = "/my/incidents/" + order.IncidentId.Value,
        };
        var left = order.ExpiresAt - clock.GetUtcNow();
        return new PushMessage(JsonSerializer.SerializeToUtf8Bytes(text, Json), order.IncidentId.Value, left < options.Push.TimeToLive ? left : options.Push.TimeToLive);
    }

    private async Task<IReadOnlyList<PushOutcome>> SendToAllAsync(string caseworker, PushMessage message, CancellationToken cancel)
    {
        var worker = grains.GetGrain<ICaseworkerGrain>(GrainKeys.Caseworker(caseworker));
        var subscriptions = await worker.Subscriptions();
        return await Task.WhenAll(subscriptions.Select(s => SendAsync(worker, s, message, cancel)));
    }

    private async Task<PushOutcome> SendAsync(ICaseworkerGrain worker, PushSubscription subscription, PushMessage message, CancellationToken cancel)
    {
        var outcome = await client.SendAsync(subscription, message, cancel);
        AlertMetrics.Pushes.Add(1, new KeyValuePair<string, object?>("verdict", outcome.Verdict.ToString()));
        if (outcome.Verdict == PushVerdict.Gone) await worker.Unsubscribe(subscription.Endpoint);
        if (outcome.Verdict == PushVerdict.Taken) await worker.PushTaken(subscription.Endpoint, clock.GetUtcNow());
        return outcome;
    }

    private static SendOutcome Sum(IReadOnlyList<PushOutcome> outcomes)
    {
        var taken = outcomes.Count(o => o.Verdict == PushVerdict.Taken);
        if (taken > 0) return SendOutcome.Delivered($"{taken} of {outcomes.Count} push services took it");
        if (outcomes.Count == 0) return SendOutcome.GiveUp("the caseworker has no push subscription");
        var later = outcomes.Where(o => o.Verdict == PushVerdict.Later).ToArray();
        return later.Length > 0
            ? SendOutcome.Retry(later[0].Detail, later.Max(o => o.RetryAfter))
            : SendOutcome.GiveUp(outcomes[0].Verdict == PushVerdict.Gone ? "no push subscription is alive" : outcomes[0].Detail);
    }
}
