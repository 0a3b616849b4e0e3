using SafetyHub.Adapters;
using SafetyHub.DeviceBridge.Adapters;
using SafetyHub.DeviceBridge.Tests.External;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;
using SafetyHub.Testing;

namespace SafetyHub.DeviceBridge.Tests.Adapters;

/// <summary>An adapter at a broker that speaks TLS only.</summary>
public sealed class TlsAdapterTests : IAsyncLifetime, IDisposable
{
    private readonly TestCertificates _certificates = new();
    private MosquittoBroker _broker = null!;
    private TestHub? _hub;

    public async Task InitializeAsync()
    {
        _broker = MosquittoBroker.CreateTls(_certificates);
        await _broker.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_hub is not null) await _hub.DisposeAsync();
        await _broker.DisposeAsync();
    }

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Sighting_OverTlsOfATrustedAuthority_IsItsEvent()
    {
        _hub = await StartAsync(_certificates.Authority);
        await Eventually.TrueAsync(() => Adapter.Connection.Stands && Adapter.Mapping.All.Count > 0, "the adapter to join its broker and to read its mapping");

        await using var sent = await _broker.PublishForeignAsync("frigate/reviews", Recording.FrigateReview("gate", "1718987129.308391-fqk5ka"));

        Assert.True(sent.ExitCode == 0, sent.Errors);
        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.Device == AdapterRig.Camera && e.Type == "intrusion"), "the intrusion");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broker_OfAnAuthorityThatNobodyTrusts_IsNotJoinedAndSaysWhy(bool other)
    {
        using var strangers = new TestCertificates();
        _hub = await StartAsync(other ? strangers.Authority : null);

        await Eventually.TrueAsync(() => Adapter.Connection.Trouble?.Contains("certificate", StringComparison.OrdinalIgnoreCase) == true, $"the reason, not: {Adapter.Connection.Trouble}");

        Assert.False(Adapter.Connection.Stands);
    }

    private AdapterLink Adapter => _hub!.Get<AdapterDirectory>().All.Single();

    private async Task<TestHub> StartAsync(string? authority)
    {
        var hub = await TestHub.StartAsync(
            new()
            {
                [AdapterRig.Key("Kind")] = nameof(AdapterKind.Frigate),
                [AdapterRig.Key("Way")] = nameof(AdapterWay.Broker),
                [AdapterRig.Key("Host")] = "127.0.0.1",
                [AdapterRig.Key("Port")] = $"{_broker.Port}",
                [AdapterRig.Key("Tls")] = "true",
                [AdapterRig.Key("AuthoritiesPath")] = authority,
                ["SafetyHub:Mqtt:Broker:BridgeName"] = "test",
            },
            null,
            registry => registry.Add(AdapterRig.Camera.Value, DeviceKind.Camera));
        await hub.Mapping.SaveAsync(new AdapterCamera(AdapterRig.Name, AdapterRig.Camera, "gate", null, null, null, null, null), CancellationToken.None);
        return hub;
    }
}
