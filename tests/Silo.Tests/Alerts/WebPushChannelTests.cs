using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SafetyHub.Alerts;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Alerts.Push;
using SafetyHub.Silo.Tests.Support;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class WebPushChannelTests : IAsyncLifetime
{
    private HttpReceiver _service = null!;

    public async Task InitializeAsync() => _service = await HttpReceiver.StartAsync();

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task Push_ToABrowser_ArrivesEncryptedForItAndSignedByTheHub()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/push/abc"));

        var outcome = await SendAsync(bench);
        var call = await _service.NextAsync();

        Assert.Equal(SendOutcomeKind.Delivered, outcome.Kind);
        Assert.Equal("/push/abc", call.Path);
        Assert.Equal("aes128gcm", call.Headers["Content-Encoding"]);
        Assert.Equal("high", call.Headers["Urgency"]);
        Assert.Equal("300", call.Headers["TTL"]);
        Assert.Equal(32, call.Headers["Topic"].Length);
        AssertSigned(call.Headers["Authorization"], bench.Vapid.PublicKey, _service.Url);
        using var text = JsonDocument.Parse(browser.Open(call.Body));
        Assert.Equal("/my/incidents/" + Samples.Incident.Value, text.RootElement.GetProperty("path").GetString());
        Assert.Equal("긴급 상황: 지금 확인해 주세요", text.RootElement.GetProperty("title").GetString());
        Assert.Equal([_service.Url + "/push/abc"], bench.Taken);
    }

    [Fact]
    public async Task Push_Text_SaysNothingOfThePersonOrTheirHealth()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/a"));

        await SendAsync(bench);
        var text = browser.Open((await _service.NextAsync()).Body);

        Assert.DoesNotContain("김영자", text, StringComparison.Ordinal);
        Assert.DoesNotContain("kim-301", text, StringComparison.Ordinal);
        Assert.DoesNotContain("fall", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Push_ToADeadSubscription_DropsIt(int status)
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/dead"));
        _service.Answer = r => r.StatusCode = status;

        var outcome = await SendAsync(bench);

        Assert.Equal(SendOutcomeKind.GiveUp, outcome.Kind);
        Assert.Empty(bench.Subscriptions);
    }

    [Fact]
    public async Task Push_ServiceAsksToWait_IsTriedAgainNoEarlier()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/busy"));
        _service.Answer = r => (r.StatusCode, r.Headers.RetryAfter) = (429, "90");

        var outcome = await SendAsync(bench);

        Assert.Equal((SendOutcomeKind.Retry, TimeSpan.FromSeconds(90)), (outcome.Kind, outcome.RetryAfter));
        Assert.Single(bench.Subscriptions);
    }

    [Fact]
    public async Task Push_TooLarge_IsNotTriedAgainAndKeepsTheSubscription()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/small"));
        _service.Answer = r => r.StatusCode = StatusCodes.Status413PayloadTooLarge;

        Assert.Equal(SendOutcomeKind.GiveUp, (await SendAsync(bench)).Kind);
        Assert.Single(bench.Subscriptions);
    }

    [Fact]
    public async Task Push_OneOfTwoPhonesTakesIt_IsDelivered()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe("http://127.0.0.1:1/nobody"));
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/b"));

        var outcome = await SendAsync(bench);

        Assert.Equal(SendOutcomeKind.Delivered, outcome.Kind);
        Assert.StartsWith("1 of 2", outcome.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Push_CaseworkerWithoutPhone_IsGivenUpWithTheReason()
    {
        using var bench = new PushBench();

        Assert.Equal(SendOutcome.GiveUp("the caseworker has no push subscription"), await SendAsync(bench));
    }

    [Fact]
    public async Task TestPush_ToTwoPhones_CountsBoth()
    {
        using var bench = new PushBench();
        using var browser = new Browser();
        bench.Subscriptions.Add(browser.Subscribe(_service.Url + "/a"));
        bench.Subscriptions.Add(browser.Subscribe("https://not-a-push-service.example/b"));

        Assert.Equal(new PushTestResult(1, 1), await bench.Channel.SendTestAsync(PushBench.Caseworker, CancellationToken.None));
    }

    private static Task<SendOutcome> SendAsync(PushBench bench) =>
        bench.Channel.SendAsync(Samples.Order(AlertChannel.WebPush, "worker:" + PushBench.Caseworker), Samples.Snapshot(), CancellationToken.None);

    private static void AssertSigned(string authorization, string publicKey, string origin)
    {
        Assert.StartsWith("vapid t=", authorization, StringComparison.Ordinal);
        var parts = authorization["vapid t=".Length..].Split(", k=");
        Assert.Equal(publicKey, parts[1]);
        var token = parts[0].Split('.');
        using var key = ECDsa.Create(PushMessageCipher.Point(Base64Url.DecodeFromChars(publicKey)));
        Assert.True(key.VerifyData(
            Encoding.ASCII.GetBytes($"{token[0]}.{token[1]}"), Base64Url.DecodeFromChars(token[2]), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token[1]));
        Assert.Equal(origin, claims.RootElement.GetProperty("aud").GetString());
        Assert.InRange(claims.RootElement.GetProperty("exp").GetInt64(), Samples.Noon.ToUnixTimeSeconds(), Samples.Noon.AddHours(24).ToUnixTimeSeconds());
        Assert.StartsWith("mailto:", claims.RootElement.GetProperty("sub").GetString(), StringComparison.Ordinal);
    }
}
