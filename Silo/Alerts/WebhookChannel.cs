using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafetyHub.Alerts;
using SafetyHub.Grains.Alerts;
using SafetyHub.Incidents;

namespace SafetyHub.Silo.Alerts;

/// <summary>
/// Tells another system by a signed HTTP call. The signature is HMAC-SHA256 over <c>{timestamp}.{body}</c>; receivers check it and refuse old timestamps.
/// </summary>
internal sealed class WebhookChannel(IHttpClientFactory clients, AlertsSection options, TimeProvider clock) : IAlertSender
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "webhook";
    private const string RecipientPrefix = "webhook:";
    private const string Everyone = "*";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly RecentDeliveries _taken = new();

    public AlertChannel Channel => AlertChannel.Webhook;

    /// <summary>Calls the named webhook, or all of them for <c>webhook:*</c>; delivered when each of them took it.</summary>
    public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        var name = order.Recipient.StartsWith(RecipientPrefix, StringComparison.Ordinal) ? order.Recipient[RecipientPrefix.Length..] : "";
        if (name == Everyone && options.Webhooks.Count == 0) return SendOutcome.NotNeeded("no webhook is configured");
        var names = name == Everyone ? options.Webhooks.Keys.Where(n => !_taken.Contains(order.Id, n)).ToArray() : [name];
        var outcomes = await Task.WhenAll(names.Select(n => CallAsync(n, order, incident, cancel)));
        return outcomes.FirstOrDefault(o => o.Kind == SendOutcomeKind.Retry)
            ?? outcomes.FirstOrDefault(o => o.Kind == SendOutcomeKind.GiveUp)
            ?? SendOutcome.Delivered(outcomes.Length == 1 ? outcomes[0].Detail : $"{names.Length} webhooks took it");
    }

    /// <summary>The signature of a body at a time (Unix seconds), as the receiver computes it.</summary>
    public static string Sign(string secret, string timestamp, byte[] body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));

    private async Task<SendOutcome> CallAsync(string name, AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        if (!options.Webhooks.TryGetValue(name, out var webhook)) return SendOutcome.GiveUp("no webhook of this name is configured");
        try
        {
            using var request = Request(webhook, order, incident);
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.IsSuccessStatusCode) _taken.Add(order.Id, name);
            return Outcome(response);
        }
        catch (HttpRequestException e)
        {
            return SendOutcome.Retry($"{name} cannot be reached: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return SendOutcome.Retry($"{name} did not answer in time");
        }
    }

    private HttpRequestMessage Request(WebhookSection webhook, AlertOrder order, IncidentSnapshot incident)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(order, incident), Json);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var request = new HttpRequestMessage(HttpMethod.Post, webhook.Url)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("Idempotency-Key", order.Id);
        request.Headers.Add("X-SafetyHub-Timestamp", timestamp);
        request.Headers.Add("X-SafetyHub-Signature", Sign(webhook.Secret, timestamp, body));
        return request;
    }

    /// <summary>Ids and codes only: names and addresses stay in the hub, where whoever may see them can look them up.</summary>
    private static object Body(AlertOrder order, IncidentSnapshot incident) => new
    {
        alertId = order.Id,
        incidentId = order.IncidentId.Value,
        title = order.TitleKey,
        category = incident.Category.ToString(),
        severity = order.Severity.ToString(),
        condition = incident.Condition.ToString(),
        handling = incident.Handling.ToString(),
        subject = new { kind = incident.Subject.Subject.Kind.ToString(), id = incident.Subject.Subject.Id, district = order.District },
        step = order.Target?.ToString(),
        openedAt = incident.OpenedAt,
        orderedAt = order.OrderedAt,
    };

    private SendOutcome Outcome(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode) return SendOutcome.Delivered($"HTTP {status}");
        return response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || status >= 500
            ? SendOutcome.Retry($"HTTP {status}", RetryAfter.Of(response, clock))
            : SendOutcome.GiveUp($"HTTP {status}");
    }
}
