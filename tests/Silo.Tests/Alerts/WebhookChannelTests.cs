using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SafetyHub.Alerts;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class WebhookChannelTests : IAsyncLifetime
{
    private const string Secret = "0123456789abcdef0123";
    private HttpReceiver _receiver = null!;

    public async Task InitializeAsync() => _receiver = await HttpReceiver.StartAsync();

    public async Task DisposeAsync() => await _receiver.DisposeAsync();

    [Fact]
    public async Task Webhook_Called_CarriesASignatureThatTheReceiverCanCheck()
    {
        using var bench = Bench();

        var outcome = await SendAsync(bench, "webhook:city");
        var call = await _receiver.NextAsync();

        Assert.Equal(SendOutcome.Delivered("HTTP 201"), outcome);
        Assert.Equal("alert-1", call.Headers["Idempotency-Key"]);
        var timestamp = call.Headers["X-SafetyHub-Timestamp"];
        Assert.Equal(Samples.Noon.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), timestamp);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{timestamp}.{Encoding.UTF8.GetString(call.Body)}"));
        Assert.Equal("v1=" + Convert.ToHexStringLower(expected), call.Headers["X-SafetyHub-Signature"]);
        using var body = JsonDocument.Parse(call.Body);
        Assert.Equal(Samples.Incident.Value, body.RootElement.GetProperty("incidentId").GetString());
        Assert.DoesNotContain("김영자", Encoding.UTF8.GetString(call.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    [InlineData(408)]
    public async Task Webhook_ReceiverInTrouble_IsWorthAnotherAttempt(int status) => Assert.Equal(SendOutcomeKind.Retry, await KindOfAsync(status));

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(302)]
    public async Task Webhook_ReceiverRefuses_IsGivenUp(int status) => Assert.Equal(SendOutcomeKind.GiveUp, await KindOfAsync(status));

    [Fact]
    public async Task Webhook_OfUnknownName_IsGivenUp()
    {
        using var bench = Bench();

        Assert.Equal(SendOutcome.GiveUp("no webhook of this name is configured"), await SendAsync(bench, "webhook:country"));
    }

    [Fact]
    public async Task Webhook_ToAllWhenNoneIsConfigured_IsNotNeeded()
    {
        using var bench = new PushBench();

        Assert.Equal(SendOutcomeKind.NotNeeded, (await SendAsync(bench, "webhook:*")).Kind);
    }

    [Fact]
    public async Task Webhook_ToAllWhenOneIsDead_IsTriedAgainForThatOneOnly()
    {
        var alerts = Alerts();
        alerts.Webhooks["dead"] = new WebhookSection { Url = "http://127.0.0.1:1/", Secret = Secret };
        using var bench = new PushBench(alerts: alerts);

        Assert.Equal(SendOutcomeKind.Retry, (await SendAsync(bench, "webhook:*")).Kind);
        Assert.Equal(SendOutcomeKind.Retry, (await SendAsync(bench, "webhook:*")).Kind);

        Assert.Equal(1, _receiver.Received);
    }

    private async Task<SendOutcomeKind> KindOfAsync(int status)
    {
        using var bench = Bench();
        _receiver.Answer = r => (r.StatusCode, r.Headers.Location) = (status, "http://127.0.0.1:1/");
        return (await SendAsync(bench, "webhook:city")).Kind;
    }

    private PushBench Bench() => new(alerts: Alerts());

    private AlertsSection Alerts()
    {
        var alerts = new AlertsSection();
        alerts.Webhooks["city"] = new WebhookSection { Url = _receiver.Url + "/hook", Secret = Secret };
        return alerts;
    }

    private static Task<SendOutcome> SendAsync(PushBench bench, string recipient) =>
        bench.Webhook.SendAsync(Samples.Order(AlertChannel.Webhook, recipient), Samples.Snapshot(), CancellationToken.None);
}
