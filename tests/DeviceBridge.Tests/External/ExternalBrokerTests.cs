using Microsoft.Extensions.Diagnostics.HealthChecks;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.External;

/// <summary>The same contract behind a mosquitto.</summary>
public sealed class ExternalBrokerTests : IAsyncLifetime
{
    private readonly MosquittoBroker _broker = MosquittoBroker.Create();
    private TestHub _hub = null!;

    public async Task InitializeAsync()
    {
        await _broker.StartAsync();
        await _broker.PublishAsync("doll/state", """{"state":"sleeping","bootId":"b0"}""", "-r");
        _hub = await StartHubAsync(null);
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Event_IsStoredAndItsReceiptPublished()
    {
        await using var device = await _broker.SubscribeAsync("doll/#");

        await _broker.PublishAsync("doll/event", Mosquitto.Event("e1"));

        await device.WaitForLineAsync("safetyhub/v1/doll/receipt retain=0 {\"id\":\"e1\",\"status\":\"accepted\"");
        await _broker.PublishAsync("doll/event", "nonsense");
        await device.WaitForLineAsync("\"status\":\"rejected\",\"reason\":\"not-json");
    }

    [Fact]
    public async Task Device_ThatIsNotRegistered_ReachesNoGrain()
    {
        await _broker.PublishAsync("nobody/event", Mosquitto.Event("e1"));
        await _broker.PublishAsync("nobody/telemetry", """{"at":"2026-01-01T00:00:00Z","values":{"a":1}}""");

        await Eventually.TrueAsync(() => _hub.Quarantine.Messages.Count == 2, "two messages in quarantine");
        Assert.All(_hub.Quarantine.Messages, m => Assert.Equal("unknown-device", m.Cause));
        Assert.DoesNotContain("robot-nobody", _hub.Book.Activated.Keys);
    }

    [Theory]
    [InlineData("")]
    [InlineData("group")]
    public async Task Topic_ThatTheContractDoesNotKnow_IsQuarantinedOnceAndAnswered(string group)
    {
        if (group.Length > 0)
        {
            await _hub.DisposeAsync();
            _hub = await StartHubAsync(null, group);
        }
        await using var device = await _broker.SubscribeAsync("doll/receipt");

        foreach (var topic in new[] { "doll/nonsense", "doll/event/deep/er", "nobody/nonsense", "alone", "_provision/claim-1/request" }) await _broker.PublishAsync(topic, """{"id":"odd","code":"secret"}""");
        await device.WaitForLineAsync("\"status\":\"rejected\",\"reason\":\"unknown-topic");
        await _broker.PublishAsync("doll/event", Mosquitto.Event("e9"));
        await _broker.PublishAsync("doll/telemetry", $$$"""{"at":"{{{DateTimeOffset.UtcNow:O}}}","seq":1,"values":{"motion":1}}""");

        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.EventId == "e9") && _hub.Book.Readings(DeviceId.Parse("doll")).Any(), "what is known behind it");
        await Eventually.TrueAsync(() => _hub.Quarantine.Messages.Count >= 5, "five messages in quarantine");
        Assert.Equal(
            [("safetyhub/v1/_provision/claim-1/request", "unknown-topic", null), ("safetyhub/v1/alone", "unknown-topic", null), ("safetyhub/v1/doll/event/deep/er", "unknown-topic", "doll"), ("safetyhub/v1/doll/nonsense", "unknown-topic", "doll"), ("safetyhub/v1/nobody/nonsense", "unknown-device", (string?)null)],
            _hub.Quarantine.Messages.Select(m => (m.Topic, m.Cause, m.DeviceId)).Order());
        Assert.DoesNotContain(_hub.Quarantine.Messages, m => m.Topic.Contains("_provision", StringComparison.Ordinal) && m.Payload.Length > 0);
        Assert.Single(_hub.Book.Events);
        Assert.Single(_hub.Book.Readings(DeviceId.Parse("doll")));
    }

    [Fact]
    public async Task Session_OfAnEarlierVersion_LosesItsOldSubscriptionAndBringsReadingsOnce()
    {
        await _hub.DisposeAsync();
        await using (await ClientProcess.RunAsync("mosquitto_sub", "-h", "127.0.0.1", "-p", $"{_broker.Port}", "-V", "5", "-c", "-x", "3600", "-i", "safetyhub-test-telemetry", "-t", "safetyhub/v1/+/telemetry", "-q", "1", "-E")) { }
        _hub = await StartHubAsync(null);

        for (var i = 0; i < 5; i++) await _broker.PublishAsync("doll/telemetry", $$$"""{"at":"{{{DateTimeOffset.UtcNow:O}}}","seq":{{{i}}},"values":{"motion":1}}""");
        await _broker.PublishAsync("doll/nonsense", "{}");

        await Eventually.TrueAsync(() => _hub.Quarantine.Messages.Count == 1, "the message behind the readings");
        await Eventually.TrueAsync(() => _hub.Book.Readings(DeviceId.Parse("doll")).Count() >= 5, "five readings");
        Assert.Equal(5, _hub.Book.Readings(DeviceId.Parse("doll")).Count());
    }

    [Fact]
    public async Task Retained_StateFromBeforeTheHub_IsRead() =>
        await Eventually.TrueAsync(() => _hub.Book.States.Any(s => s.Report is { State: DeviceState.Sleeping, BootId: "b0" }), "the retained state");

    [Fact]
    public async Task Birth_BringsConfigurationAndCommandsAndReplyGoesBack()
    {
        var id = DeviceId.Parse("doll");
        await _hub.Robot(id).Configure("""{"heartbeatSeconds":30}""", "user:test");
        var outcome = await _hub.Robot(id).Send(new CommandRequest("say", """{"text":"안녕"}""", null, "user:test", null));
        await using var device = await _broker.SubscribeAsync("doll/#");

        await _broker.PublishAsync("doll/birth", """{"bootId":"b1"}""");

        await device.WaitForLineAsync("""safetyhub/v1/doll/config retain=1 {"heartbeatSeconds":30}""");
        await device.WaitForLineAsync(outcome.Command!.Id);
        await _broker.PublishAsync("doll/command/reply", $$"""{"id":"{{outcome.Command.Id}}","status":"failed"}""");
        await Eventually.TrueAsync(() => _hub.Book.Replies.Any(r => r.Reply.State == CommandState.Failed), "the reply");
    }

    [Fact]
    public async Task Broker_Restarted_IsJoinedAgainWithinFiveSecondsAndNothingIsLost()
    {
        await _broker.StopAsync();
        await Eventually.TrueAsync(() => _hub.HealthAsync().GetAwaiter().GetResult().Status == HealthStatus.Unhealthy, "the health check to see it");
        await _broker.StartAsync();
        await _broker.PublishAsync("doll/event", Mosquitto.Event("while-away"));

        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.EventId == "while-away"), "the event that came while the bridge was away", 6);
        await Eventually.TrueAsync(() => _hub.HealthAsync().GetAwaiter().GetResult().Status == HealthStatus.Healthy, "the health check to see it");
    }

    [Fact]
    public async Task Storage_ThatFails_KeepsTheEventAtTheBrokerUntilItIsStored()
    {
        var failing = true;
        _hub.Book.OnEvent = _ => failing ? throw new InvalidOperationException("disk full") : Task.CompletedTask;
        await _broker.PublishAsync("doll/event", Mosquitto.Event("e5"));
        var old = _hub;
        await old.DisposeAsync();
        failing = false;

        _hub = await StartHubAsync(old);

        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.EventId == "e5"), "the event, delivered again to the next process");
    }

    [Fact]
    public async Task HubState_IsRetainedAndSaysWhenTheHubGoes()
    {
        await using var watcher = await _broker.SubscribeAsync("_hub/state");
        await watcher.WaitForLineAsync("retain=1 {\"online\":true");

        await _hub.DisposeAsync();

        await watcher.WaitForLineAsync("{\"online\":false");
    }

    [Fact]
    public async Task Group_OfBridges_SharesTheMessagesAndReadsTheRetainedOnesItself()
    {
        await _hub.DisposeAsync();
        _hub = await StartHubAsync(null, "group");

        await Eventually.TrueAsync(() => _hub.Book.States.Any(s => s.Report.BootId == "b0"), "the retained state");
        await _broker.PublishAsync("doll/event", Mosquitto.Event("shared"));
        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.EventId == "shared"), "the event");
    }

    [Fact]
    public async Task Telemetry_IsGathered()
    {
        for (var i = 0; i < 20; i++) await _broker.PublishAsync("doll/telemetry", $$$"""{"at":"{{{DateTimeOffset.UtcNow:O}}}","seq":{{{i}}},"values":{"motion":1}}""");

        await Eventually.TrueAsync(() => _hub.Book.Readings(DeviceId.Parse("doll")).Count() == 20, "twenty readings");
    }

    private async Task<TestHub> StartHubAsync(TestHub? memoryOf, string group = "")
    {
        var hub = await TestHub.StartAsync(
            new()
            {
                ["SafetyHub:Mqtt:Broker:Host"] = "127.0.0.1",
                ["SafetyHub:Mqtt:Broker:Port"] = $"{_broker.Port}",
                ["SafetyHub:Mqtt:Broker:BridgeName"] = "test" + group,
                ["SafetyHub:Mqtt:Broker:SharedGroup"] = group,
            },
            memoryOf,
            registry => registry.Add("doll"));
        await Eventually.TrueAsync(() => hub.HealthAsync().GetAwaiter().GetResult().Status == HealthStatus.Healthy, "the bridge to join the broker");
        return hub;
    }
}
