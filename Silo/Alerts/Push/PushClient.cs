using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using SafetyHub.Duty;

namespace SafetyHub.Silo.Alerts.Push;

/// <summary>Hands one encrypted message to one browser's push service (RFC 8030).</summary>
internal sealed class PushClient(IHttpClientFactory clients, PushGuard guard, VapidKeys vapid, AlertsSection options, TimeProvider clock)
{
    /// <summary>Name of the HTTP client.</summary>
    public const string Client = "push";

    /// <summary>Makes one attempt; what goes wrong on the network is a value.</summary>
    public async Task<PushOutcome> SendAsync(PushSubscription subscription, PushMessage message, CancellationToken cancel)
    {
        if (!Uri.TryCreate(subscription.Endpoint, UriKind.Absolute, out var endpoint)) return new PushOutcome(PushVerdict.Refused, "the endpoint is not a URL");
        if (guard.Refuse(endpoint) is { } reason) return new PushOutcome(PushVerdict.Refused, reason);
        using var limit = new CancellationTokenSource(options.AttemptTimeout, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var request = Request(endpoint, subscription, message);
            using var response = await clients.CreateClient(Client).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            return Verdict(response);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return new PushOutcome(PushVerdict.Gone, "the subscription's keys are not valid");
        }
        catch (HttpRequestException e)
        {
            return new PushOutcome(PushVerdict.Later, $"the push service cannot be reached: {e.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new PushOutcome(PushVerdict.Later, "the push service did not answer in time");
        }
    }

    private HttpRequestMessage Request(Uri endpoint, PushSubscription subscription, PushMessage message)
    {
        var body = PushMessageCipher.Encrypt(message.Payload, Decode(subscription.P256dh), Decode(subscription.Auth));
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        content.Headers.ContentEncoding.Add("aes128gcm");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("vapid", vapid.Authorize(endpoint));
        request.Headers.Add("TTL", Math.Max(0, (long)message.TimeToLive.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Urgency", "high");
        request.Headers.Add("Topic", TopicOf(message.About));
        return request;
    }

    private PushOutcome Verdict(HttpResponseMessage response)
    {
        var detail = $"HTTP {(int)response.StatusCode}";
        return response.StatusCode switch
        {
            _ when response.IsSuccessStatusCode => new PushOutcome(PushVerdict.Taken, detail),
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new PushOutcome(PushVerdict.Gone, detail),
            HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError =>
                new PushOutcome(PushVerdict.Later, detail, RetryAfter.Of(response, clock)),
            HttpStatusCode.RequestEntityTooLarge => new PushOutcome(PushVerdict.Refused, detail + ": the message is too large for this push service"),
            _ => new PushOutcome(PushVerdict.Refused, detail),
        };
    }

    /// <summary>At most 32 characters; messages about one incident replace each other while the phone is off.</summary>
    private static string TopicOf(string about) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 24));

    private static byte[] Decode(string base64Url) => Base64Url.DecodeFromChars(base64Url.TrimEnd('='));
}

/// <summary>A message for a phone.</summary>
/// <param name="Payload">What the service worker shows, UTF-8 JSON.</param>
/// <param name="About">What it is about: a newer message about the same replaces it while the phone is off.</param>
/// <param name="TimeToLive">How long the push service may keep it.</param>
internal sealed record PushMessage(byte[] Payload, string About, TimeSpan TimeToLive);

/// <summary>What a push service said.</summary>
/// <param name="Verdict">What.</param>
/// <param name="Detail">Short English reason.</param>
/// <param name="RetryAfter">Its wish how long to wait, or null.</param>
internal sealed record PushOutcome(PushVerdict Verdict, string Detail, TimeSpan? RetryAfter = null);

/// <summary>What a push service said.</summary>
internal enum PushVerdict
{
    /// <summary>It took the message. Not: somebody saw it.</summary>
    Taken = 0,
    /// <summary>Worth another attempt.</summary>
    Later = 1,
    /// <summary>It did not take it and will not.</summary>
    Refused = 2,
    /// <summary>The subscription is dead.</summary>
    Gone = 3,
}
