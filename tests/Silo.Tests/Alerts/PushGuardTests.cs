using System.Net;
using SafetyHub.Silo.Alerts.Push;

namespace SafetyHub.Silo.Tests.Alerts;

public sealed class PushGuardTests
{
    [Theory]
    [InlineData("https://fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://updates.push.services.mozilla.com/wpush/v2/abc")]
    [InlineData("https://web.push.apple.com/abc")]
    [InlineData("https://wns2-par02p.notify.windows.com/w/?token=abc")]
    public void Endpoint_OfAPushService_IsAllowed(string url) => Assert.Null(new PushGuard(new PushSection()).Refuse(new Uri(url)));

    [Theory]
    [InlineData("http://fcm.googleapis.com/fcm/send/abc")]
    [InlineData("https://fcm.googleapis.com:8443/abc")]
    [InlineData("https://fcm.googleapis.com.evil.example/abc")]
    [InlineData("https://evilnotify.windows.com/abc")]
    [InlineData("https://notify.windows.com/abc")]
    [InlineData("https://user:password@fcm.googleapis.com/abc")]
    [InlineData("https://127.0.0.1/abc")]
    [InlineData("https://[::1]/abc")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("http://localhost:8080/api/v1/audit")]
    [InlineData("file:///etc/passwd")]
    public void Endpoint_Elsewhere_IsRefused(string url) => Assert.NotNull(new PushGuard(new PushSection()).Refuse(new Uri(url)));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.64.0.1")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("fe80::1")]
    [InlineData("fd00::1")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    public void Address_Inside_IsNotPublic(string address) => Assert.False(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("142.250.76.138")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:142.250.76.138")]
    [InlineData("2404:6800:400a:80b::200a")]
    public void Address_OfTheInternet_IsPublic(string address) => Assert.True(PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Connection_AllowedNameThatLeadsInside_IsNotMade()
    {
        // localhost stands for a push service's name whose DNS answer was forged.
        var guard = new PushGuard(new PushSection { AllowedHosts = "localhost" });
        using var client = new HttpClient(guard.CreateHandler());

        Assert.Null(guard.Refuse(new Uri("https://localhost/abc")));
        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("https://localhost/abc")));
        Assert.Contains("no address of the open internet", refusal.Message, StringComparison.Ordinal);
    }
}
