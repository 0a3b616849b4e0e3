using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>The device contract as mosquitto's clients see it, in both protocol versions.</summary>
public sealed class ConversationTests : IAsyncLifetime
{
    private TestHub _hub = null!;

    public async Task InitializeAsync() => _hub = await TestHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Event_PublishedByMosquitto_ReachesTheGrainAndGetsItsReceipt(string version)
    {
        _hub.Registry.Add("doll-1");
        await using var listener = await Mosquitto.SubscribeAsync(_hub, "doll-1", "receipt", "-V", version);

        await using var sent = await Mosquitto.PublishAsync(_hub, "doll-1", "event", Mosquitto.Event("e1"), "-V", version);

        Assert.Equal(0, sent.ExitCode);
        var taken = Assert.Single(_hub.Book.Events);
        Assert.Equal(("e1", "sos.hand-hold", """{"seconds":4}"""), (taken.EventId, taken.Type, taken.DataJson));
        await listener.WaitForLineAsync("""safetyhub/v1/doll-1/receipt retain=0 {"id":"e1","status":"accepted","incidentId":"inc_1","say":"도움이 오고 있어요"}""");
        await using var again = await Mosquitto.PublishAsync(_hub, "doll-1", "event", Mosquitto.Event("e1"), "-V", version);
        await listener.WaitForLineAsync("\"duplicate\"");
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task Retained_OnSubscribe_ComesFromTheHubsState(string version)
    {
        var id = _hub.Registry.Add("doll-2");
        _hub.Book.Configs[id] = """{"heartbeatSeconds":60}""";
        await Mosquitto.PublishAsync(_hub, "doll-2", "birth", """{"model":"효돌","bootId":"b1","capabilities":["speak"]}""", "-r");
        await Mosquitto.PublishAsync(_hub, "doll-2", "state", """{"state":"online","bootId":"b1"}""", "-r");

        await using var own = await Mosquitto.SubscribeAsync(_hub, "doll-2", "#", "-V", version, "-t", "safetyhub/v1/_hub/state");

        await own.WaitForLineAsync("""safetyhub/v1/doll-2/config retain=1 {"heartbeatSeconds":60}""");
        await own.WaitForLineAsync("""safetyhub/v1/doll-2/birth retain=1 {"model":"효돌","bootId":"b1","capabilities":["speak"]}""");
        await own.WaitForLineAsync("""safetyhub/v1/doll-2/state retain=1 {"state":"online","bootId":"b1"}""");
        await own.WaitForLineAsync("""safetyhub/v1/_hub/state retain=1 {"online":true""");
    }

    [Theory]
    [InlineData("mqttv311")]
    [InlineData("mqttv5")]
    public async Task LastWill_WhenTheClientIsKilled_IsReported(string version)
    {
        var id = _hub.Registry.Add("doll-3");
        var client = await Mosquitto.SubscribeAsync(_hub, "doll-3", "command", "-V", version,
            "--will-topic", "safetyhub/v1/doll-3/state", "--will-payload", """{"state":"lost","bootId":"b7"}""", "--will-qos", "1");

        client.Kill();

        await Eventually.TrueAsync(() => !_hub.Book.States.IsEmpty, "the Last Will");
        var (device, report) = Assert.Single(_hub.Book.States);
        Assert.Equal((id, DeviceState.Lost, "b7"), (device, report.State, report.BootId));
        await client.DisposeAsync();
    }

    [Theory]
    [InlineData("safetyhub/v1/doll-5/state", """{"state":"lost"}""")]
    [InlineData("safetyhub/v1/doll-4/event", """{"state":"lost"}""")]
    [InlineData("safetyhub/v1/doll-4/state", "gone")]
    public async Task LastWill_OutsideOfTheOwnStateOrUnreadable_IsRefusedAtConnect(string topic, string payload)
    {
        _hub.Registry.Add("doll-4");
        _hub.Registry.Add("doll-5");
        using var client = await RawClient.OpenAsync(_hub.Port);

        var answer = await client.ConnectAsync("x", "doll-4", "secret-doll-4", will: (topic, payload));

        Assert.Equal([0x20, 2, 0, 5], answer);
    }

    [Fact]
    public async Task Command_SentWhileConnected_ArrivesOnceAndItsReplyGoesBack()
    {
        var id = _hub.Registry.Add("doll-6");
        await using var device = await Mosquitto.SubscribeAsync(_hub, "doll-6", "command");

        var outcome = await _hub.Robot(id).Send(new CommandRequest("say", """{"text":"밥 드셨어요?"}""", null, "user:test", null));

        await device.WaitForLineAsync(outcome.Command!.Id);
        await Mosquitto.PublishAsync(_hub, "doll-6", "command/reply", $$"""{"id":"{{outcome.Command.Id}}","status":"done"}""");
        var (_, reply) = Assert.Single(_hub.Book.Replies);
        Assert.Equal((outcome.Command.Id, CommandState.Done), (reply.CommandId, reply.State));
        Assert.Single(device.Lines, l => l.Contains("밥 드셨어요?", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Command_SentWhileAway_ArrivesAtTheNextConnection()
    {
        var id = _hub.Registry.Add("doll-7");
        var outcome = await _hub.Robot(id).Send(new CommandRequest("say", """{"text":"hi"}""", null, "user:test", null));

        await using var device = await Mosquitto.SubscribeAsync(_hub, "doll-7", "command");

        await device.WaitForLineAsync(outcome.Command!.Id);
    }

    [Fact]
    public async Task Session_KeptOverARestartOfTheHub_HearsItsCommandsWithoutSubscribingAgain()
    {
        var id = _hub.Registry.Add("doll-8");
        using (var first = await RawClient.SignInAsync(_hub.Port, "doll-8", "kept", clean: false))
        {
            await first.SubscribeAsync("safetyhub/v1/doll-8/command");
            await first.ReadUntilAsync(9);
        }
        var old = _hub;
        await old.DisposeAsync();
        _hub = await TestHub.StartAsync(memoryOf: old);
        await _hub.Robot(id).Send(new CommandRequest("say", """{"text":"again"}""", null, "user:test", null));

        using var second = await RawClient.OpenAsync(_hub.Port);
        var answer = await second.ConnectAsync("kept", "doll-8", "secret-doll-8", clean: false);

        Assert.Equal([0x20, 2, 1, 0], answer);
        Assert.Contains("again", System.Text.Encoding.UTF8.GetString(await second.ReadUntilAsync(3)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hub_WhenItStops_SaysSoToItsDevices()
    {
        _hub.Registry.Add("doll-9");
        await using var device = await Mosquitto.SubscribeAsync(_hub, "doll-9", "safetyhub/v1/_hub/state");

        var old = _hub;
        await old.DisposeAsync();
        _hub = await TestHub.StartAsync(memoryOf: old);

        await device.WaitForLineAsync("""safetyhub/v1/_hub/state retain=0 {"online":false""");
    }

    [Fact]
    public async Task Telemetry_FromMosquitto_IsGatheredAndHandedOver()
    {
        var id = _hub.Registry.Add("doll-10");
        var now = DateTimeOffset.UtcNow;

        await Mosquitto.PublishAsync(_hub, "doll-10", "telemetry", $$$"""{"at":"{{{now:O}}}","seq":1,"values":{"motion":3,"door":true,"mode":"밤"}}""");
        await Mosquitto.PublishAsync(_hub, "doll-10", "telemetry", $$$"""[{"at":"{{{now.AddHours(-5):O}}}","seq":2,"values":{"motion":1}},{"at":"{{{now.AddHours(-4):O}}}","seq":3,"values":{"motion":2}}]""");

        await Eventually.TrueAsync(() => _hub.Book.Readings(id).Count() == 3, "three readings");
        var readings = _hub.Book.Readings(id).ToList();
        Assert.Equal([1, 2, 3], readings.Select(r => r.Seq!.Value));
        Assert.Equal(now.AddHours(-5), readings[1].At);
        Assert.All(readings, r => Assert.False(r.ClockCorrected));
        Assert.Equal(["motion", "door", "mode"], readings[0].Values.Select(v => v.Name));
    }
}
