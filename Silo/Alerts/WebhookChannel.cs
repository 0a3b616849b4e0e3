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
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public AlertChannel Channel => AlertChannel.Webhook;

    public async Task<SendOutcome> SendAsync(AlertOrder order, IncidentSnapshot incident, CancellationToken cancel)
    {
        if (!order.Recipient.StartsWith(RecipientPrefix, StringComparison.Ordinal)
            || !options.Webhooks.TryGetValue(order.Recipient[RecipientPrefix.Length..], out var webhook))
            return SendOutcome.GiveUp("no webhook of this name is configured");
        using var request = Request(webhook, order, incident);
        using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        return Outcome(response);
    }

    /// <summary>The signature of a body at a time (Unix seconds), as the receiver computes it.</summary>
    public static string Sign(string secret, string timestamp, byte[] body) =>
        "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));

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
