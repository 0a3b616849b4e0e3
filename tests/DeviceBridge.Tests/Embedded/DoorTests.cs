using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Testing;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>The three doors: TCP, TLS with or without a client certificate, WebSocket.</summary>
public sealed class DoorTests : IAsyncLifetime, IDisposable
{
    private readonly TestCertificates _certificates = new TestCertificates();
    private TestHub _hub = null!;

    public async Task InitializeAsync()
    {
        var (certificate, key) = _certificates.Issue("hub");
        _hub = await TestHub.StartAsync(new()
        {
            ["SafetyHub:Mqtt:Tls:CertificatePath"] = certificate,
            ["SafetyHub:Mqtt:Tls:KeyPath"] = key,
            ["SafetyHub:Mqtt:Tls:ClientAuthoritiesPath"] = _certificates.Authority,
        });
        _hub.Registry.Add("doll");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Tls_WithTheSecret_TakesAnEvent()
    {
        await using var sent = await PublishAsync("-u", "doll", "-P", "secret-doll");

        Assert.True(sent.ExitCode == 0, sent.Errors);
        Assert.Single(_hub.Book.Events);
    }

    [Fact]
    public async Task Tls_WithACertificateOfTheDevice_NeedsNoSecret()
    {
        var (certificate, key) = _certificates.Issue("doll");

        await using var sent = await PublishAsync("--cert", certificate, "--key", key);

        Assert.True(sent.ExitCode == 0, sent.Errors);
        Assert.Single(_hub.Book.Events);
    }

    [Fact]
    public async Task Tls_WithACertificateOfAnotherDeviceOrAuthority_IsRefused()
    {
        using var strangers = new TestCertificates();
        var (stranger, strangerKey) = strangers.Issue("doll");
        var (other, otherKey) = _certificates.Issue("other");

        await using var foreign = await PublishAsync("--cert", stranger, "--key", strangerKey);
        await using var disguised = await PublishAsync("--cert", other, "--key", otherKey, "-u", "doll", "-P", "secret-doll");

        Assert.NotEqual(0, foreign.ExitCode);
        Assert.NotEqual(0, disguised.ExitCode);
        Assert.Empty(_hub.Book.Events);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task MqttJs_OverTcpAndWebSocket_TalksAsTheContractSays(int version)
    {
        foreach (var url in new[] { $"mqtt://127.0.0.1:{_hub.Port}", _hub.WebSocket.ToString() })
        {
            var id = $"js-{version}-{new Uri(url).Scheme}";
            var device = _hub.Registry.Add(id);
            await using var client = await MqttJs.StartAsync(url, id, version);
            await client.WaitForLineAsync("message safetyhub/v1/_hub/state retain=true {\"online\":true");
            await client.PublishAsync("birth", """{"bootId":"b1","capabilities":["speak"]}""");
            await client.PublishAsync("event", Mosquitto.Event("e1"));
            await client.WaitForLineAsync($"message safetyhub/v1/{id}/receipt retain=false {{\"id\":\"e1\",\"status\":\"accepted\"");
            await client.PublishAsync("event", Mosquitto.Event("e2"), qos: 2);
            await client.WaitForLineAsync("\"id\":\"e2\",\"status\":\"accepted\"");
            await client.PublishAsync("event", "{}");
            await client.WaitForLineAsync("\"status\":\"rejected\",\"reason\":\"missing-field");

            client.Kill();

            await Eventually.TrueAsync(() => _hub.Book.States.Any(s => s.Device == device), "the Last Will");
        }
    }

    private Task<ClientProcess> PublishAsync(params IEnumerable<string> credentials) => ClientProcess.RunAsync(
        "mosquitto_pub",
        ["-h", "127.0.0.1", "-p", $"{_hub.TlsPort}", "--cafile", _certificates.Authority, "-t", "safetyhub/v1/doll/event", "-q", "1", "-m", Mosquitto.Event("tls"), .. credentials]);
}
