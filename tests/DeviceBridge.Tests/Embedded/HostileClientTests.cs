using System.Diagnostics;
using System.Text;
using SafetyHub.DeviceBridge.Mqtt.Embedded;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>What no honest device sends: each known gap of brokers, with the bound that closes it.</summary>
public sealed class HostileClientTests : IAsyncLifetime
{
    private TestHub _hub = null!;

    public async Task InitializeAsync()
    {
        _hub = await TestHub.StartAsync(new()
        {
            ["SafetyHub:Mqtt:Limits:ConnectDeadline"] = "00:00:03",
            ["SafetyHub:Mqtt:Limits:PacketDeadline"] = "00:00:01",
            ["SafetyHub:Mqtt:Limits:AcknowledgeDeadline"] = "00:00:05",
        });
        _hub.Registry.Add("doll");
        _hub.Registry.Add("other");
    }

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Header_ThatClaims256MegabytesBeforeSignIn_IsClosedAtOnceAndCostsNothing()
    {
        var before = GC.GetTotalMemory(true);
        var clients = new List<RawClient>();
        for (var i = 0; i < 20; i++)
        {
            clients.Add(await RawClient.OpenAsync(_hub.Port));
            await clients[i].Stream.WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F });
        }

        foreach (var client in clients) Assert.Empty(await client.ReadPacketAsync());
        Assert.InRange(GC.GetTotalMemory(true) - before, long.MinValue, 20_000_000);
        clients.ForEach(c => c.Dispose());
    }

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(200_000_000)]
    public async Task Publish_OverThePacketLimit_IsClosedWith0x95BeforeItsBodyIsRead(int size)
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);
        var header = RawClient.Frame(0x32, [])[..1].ToList();
        for (var rest = size; rest > 0; rest >>= 7) header.Add((byte)(rest < 128 ? rest : rest & 0x7F | 0x80));

        await client.Stream.WriteAsync(header.ToArray());

        Assert.Equal([0xE0, 1, 0x95], await client.ReadPacketAsync());
        Assert.Empty(await client.ReadPacketAsync());
        Assert.Equal("too-large", Assert.Single(_hub.Quarantine.Messages).Cause);
    }

    [Fact]
    public async Task Payload_Of64KiB_IsTakenAndOneByteMoreIsRefusedButTheConnectionStays()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);
        var prefix = """{"id":"big","at":"2026-01-01T00:00:00Z","type":"touch","data":{"x":" """;
        var full = prefix + new string('a', 65_536 - prefix.Length - 3) + "\"}}";

        await client.PublishAsync("safetyhub/v1/doll/event", full);
        Assert.Equal([0x40, 2, 0, 1], await client.ReadPacketAsync());
        await client.PublishAsync("safetyhub/v1/doll/event", full + " ");

        Assert.Equal([0x40, 3, 0, 2, 0x99], await client.ReadPacketAsync());
        Assert.Equal("too-large", Assert.Single(_hub.Quarantine.Messages).Cause);
    }

    [Theory]
    [InlineData("safetyhub/v1/+/event")]
    [InlineData("safetyhub/v1/#")]
    [InlineData("")]
    [InlineData("safetyhub/v1/doll\0/event")]
    [InlineData("$SYS/broker/x")]
    [InlineData("safetyhub/v1//event")]
    public async Task Topic_ThatIsNone_IsClosedWith0x90AndReachesNoGrain(string topic)
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        await client.PublishAsync(topic, Mosquitto.Event("x"));

        Assert.Equal([0xE0, 1, 0x90], await client.ReadUntilAsync(14));
        Assert.Empty(_hub.Book.Events);
        Assert.Equal("unknown-topic", Assert.Single(_hub.Quarantine.Messages).Cause);
    }

    [Fact]
    public async Task Topic_WithALoneSurrogate_IsClosed()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        await client.PublishAsync([.. "safetyhub/v1/doll/"u8, 0xED, 0xA0, 0x80], "{}"u8.ToArray());

        Assert.Equal([0xE0, 1, 0x90], await client.ReadUntilAsync(14));
    }

    [Theory]
    [InlineData("safetyhub/v1/other/event", 0x87, "not-allowed")]
    [InlineData("safetyhub/v1/nobody/event", 0x87, "not-allowed")]
    [InlineData("safetyhub/v1/doll/../other/event", 0x99, "unknown-topic")]
    [InlineData("safetyhub/v1/doll/command", 0x99, "unknown-topic")]
    public async Task Topic_OfSomebodyElseOrUnknown_IsRefusedKeptAndActivatesNobody(string topic, byte reason, string cause)
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        await client.PublishAsync(topic, Mosquitto.Event("x"));

        Assert.Equal([0x40, 3, 0, 1, reason], await client.ReadPacketAsync());
        Assert.Equal(cause, Assert.Single(_hub.Quarantine.Messages).Cause);
        Assert.Empty(_hub.Book.Activated);
    }

    [Fact]
    public async Task Message_ThatIsRefused_IsAnsweredOnTheReceiptAndTheNextOneIsTaken()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll");
        await client.SubscribeAsync("safetyhub/v1/doll/receipt");
        await client.ReadUntilAsync(9);

        await client.PublishAsync("safetyhub/v1/doll/event", """{"id":"e9","type":"fall"}""");

        Assert.Equal([0x40, 2, 0, 2], await client.ReadUntilAsync(4));
        var receipt = Encoding.UTF8.GetString(await client.ReadUntilAsync(3));
        Assert.Contains("""{"id":"e9","status":"rejected","reason":"missing-field: 'at' is missing"}""", receipt, StringComparison.Ordinal);
        await client.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("e10"));
        await client.ReadUntilAsync(4);
        Assert.Equal("e10", Assert.Single(_hub.Book.Events).EventId);
    }

    [Fact]
    public async Task Messages_RefusedTooOften_EndTheConnection()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        for (var i = 0; i < 70; i++) await client.PublishAsync("safetyhub/v1/doll/event", "nonsense", qos: 0);

        Assert.Equal([0xE0, 1, 0x96], await client.ReadUntilAsync(14));
    }

    [Fact]
    public async Task HalfOpen_ConnectionOrPacket_IsClosedInTime()
    {
        var watch = Stopwatch.StartNew();
        using var silent = await RawClient.OpenAsync(_hub.Port);
        using var halfConnect = await RawClient.OpenAsync(_hub.Port);
        await halfConnect.Stream.WriteAsync(new byte[] { 0x10, 60, 0, 4 });
        using var halfPublish = await RawClient.SignInAsync(_hub.Port, "doll", keepAlive: 0);
        await halfPublish.Stream.WriteAsync(new byte[] { 0x30, 60, 0 });

        Assert.Empty(await silent.ReadPacketAsync());
        Assert.Empty(await halfConnect.ReadPacketAsync());
        Assert.Empty(await halfPublish.ReadPacketAsync());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.9, 8);
    }

    [Fact]
    public async Task KeepAlive_WhenSilentForOneAndAHalf_IsClosed()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true, keepAlive: 1);

        Assert.Equal([0xE0, 1, 0x8D], await client.ReadPacketAsync());
    }

    [Fact]
    public async Task SlowHandler_LongerThanTheKeepAlive_IsNotAcknowledgedAndTheDeviceMaySendAgain()
    {
        var release = new TaskCompletionSource();
        _hub.Book.OnEvent = _ => release.Task;
        using var slow = await RawClient.SignInAsync(_hub.Port, "doll", keepAlive: 2);
        var watch = Stopwatch.StartNew();

        await slow.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("late"));
        await slow.PingAsync();

        Assert.Empty(await slow.ReadPacketAsync());
        Assert.InRange(watch.Elapsed.TotalSeconds, 1.4, 2.9);
        release.SetResult();
        using var again = await RawClient.SignInAsync(_hub.Port, "doll", keepAlive: 2);
        await again.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("late"));
        Assert.Equal([0x40, 2, 0, 1], await again.ReadPacketAsync());
        Assert.Single(_hub.Book.Events);
    }

    [Fact]
    public async Task Acknowledgement_OfAnEvent_WaitsUntilItIsStoredAndOthersDoNot()
    {
        var release = new TaskCompletionSource();
        _hub.Book.OnEvent = e => e.Device.Value == "doll" ? release.Task : Task.CompletedTask;
        using var waiting = await RawClient.SignInAsync(_hub.Port, "doll");
        using var other = await RawClient.SignInAsync(_hub.Port, "other");

        await waiting.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("a"));
        await other.PublishAsync("safetyhub/v1/other/event", Mosquitto.Event("b"));

        Assert.Equal([0x40, 2, 0, 1], await other.ReadPacketAsync());
        Assert.Equal(0, waiting.Stream.DataAvailable ? 1 : 0);
        release.SetResult();
        Assert.Equal([0x40, 2, 0, 1], await waiting.ReadPacketAsync());
    }

    [Fact]
    public async Task Storage_ThatFails_LeavesTheEventUnacknowledgedAndClosesTheConnection()
    {
        _hub.Book.OnEvent = _ => throw new InvalidOperationException("disk full");
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        await client.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("a"));

        Assert.Equal([0xE0, 1, 0x89], await client.ReadPacketAsync());
    }

    [Fact]
    public async Task Qos2_SentTwiceBeforePubRel_IsHandledOnce()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll");
        var topic = Encoding.UTF8.GetBytes("safetyhub/v1/doll/state");

        await client.PublishAsync(topic, """{"state":"online"}"""u8.ToArray(), qos: 2, id: 7);
        await client.PublishAsync(topic, """{"state":"online"}"""u8.ToArray(), qos: 2, id: 7, dup: true);

        Assert.Equal([0x50, 2, 0, 7], await client.ReadPacketAsync());
        Assert.Equal([0x50, 2, 0, 7], await client.ReadPacketAsync());
        await client.SendAsync(0x62, [0, 7]);
        Assert.Equal([0x70, 2, 0, 7], await client.ReadPacketAsync());
        Assert.Single(_hub.Book.States);
    }

    [Fact]
    public async Task Subscriber_ThatNeverAcknowledges_IsClosedAndHoldsNoMoreThanItsBounds()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);
        await client.SubscribeAsync("safetyhub/v1/doll/receipt");
        await client.ReadUntilAsync(9);

        for (var i = 0; i < 100; i++) await client.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("n" + i), qos: 0);

        var received = 0;
        byte[] packet;
        while ((packet = await client.ReadPacketAsync()).Length > 0 && packet[0] >> 4 == 3) received++;
        Assert.Equal(16, received);
        Assert.Equal([0xE0, 1, 0x97], packet);
    }

    [Fact]
    public async Task TakeOver_BySameClientId_ClosesTheOlderAndPingPongIsOneAuditEntry()
    {
        using var first = await RawClient.SignInAsync(_hub.Port, "doll", "same", version5: true);
        using var second = await RawClient.SignInAsync(_hub.Port, "doll", "same", version5: true);
        Assert.Equal([0xE0, 1, 0x8E], await first.ReadPacketAsync());

        var rivals = new List<RawClient>();
        for (var i = 0; i < 10; i++) rivals.Add(await RawClient.SignInAsync(_hub.Port, "doll", "same"));

        await Eventually.TrueAsync(() => !_hub.Audit.Entries.IsEmpty, "an audit entry");
        rivals.ForEach(r => r.Dispose());
        Assert.Equal("mqtt.take-over", Assert.Single(_hub.Audit.Entries).Action);
    }

    [Fact]
    public async Task ClientId_OfAnotherDeviceOrItsSession_IsRefused()
    {
        using var owner = await RawClient.SignInAsync(_hub.Port, "doll", "mine");
        using var thief = await RawClient.OpenAsync(_hub.Port, version5: true);
        using var squatter = await RawClient.OpenAsync(_hub.Port);

        Assert.Equal(0x85, (await thief.ConnectAsync("mine", "other", "secret-other"))[3]);
        Assert.Equal(2, (await squatter.ConnectAsync("doll", "other", "secret-other"))[3]);
        await owner.PingAsync();
        Assert.Equal([0xD0, 0], await owner.ReadPacketAsync());
    }

    [Fact]
    public async Task ClientId_Empty_IsAssigned()
    {
        using var v5 = await RawClient.OpenAsync(_hub.Port, version5: true);
        var answer = await v5.ConnectAsync("", "doll", "secret-doll");
        Assert.Contains("hub-", Encoding.UTF8.GetString(answer), StringComparison.Ordinal);
        using var v3 = await RawClient.OpenAsync(_hub.Port);
        Assert.Equal([0x20, 2, 0, 0], await v3.ConnectAsync("", "doll", "secret-doll"));
        using var kept = await RawClient.OpenAsync(_hub.Port);
        Assert.Equal([0x20, 2, 0, 2], await kept.ConnectAsync("", "doll", "secret-doll", clean: false));
    }

    [Fact]
    public async Task Sessions_OfOneDevice_AreAtMostEight()
    {
        var clients = new List<RawClient>();
        for (var i = 0; i < 8; i++) clients.Add(await RawClient.SignInAsync(_hub.Port, "doll", "c" + i));
        using var ninth = await RawClient.OpenAsync(_hub.Port, version5: true);

        Assert.Equal(0x97, (await ninth.ConnectAsync("c9", "doll", "secret-doll"))[3]);
        clients.ForEach(c => c.Dispose());
    }

    [Theory]
    [InlineData("doll", "wrong", 4)]
    [InlineData("nobody", "secret-nobody", 4)]
    [InlineData("doll", null, 4)]
    [InlineData(null, null, 4)]
    public async Task SignIn_WithBadCredentials_IsRefused(string? user, string? password, byte code)
    {
        using var client = await RawClient.OpenAsync(_hub.Port);
        Assert.Equal([0x20, 2, 0, code], await client.ConnectAsync("x", user, password));
        Assert.Empty(_hub.Book.Activated);
    }

    [Fact]
    public async Task SignIn_AfterAThousandWrongPasswords_StillLetsTheRightOneInAtOnce()
    {
        await _hub.DisposeAsync();
        _hub = await TestHub.StartAsync(memoryOf: _hub);
        var attempts = Enumerable.Range(0, 1_000).Select(async i =>
        {
            using var client = await RawClient.OpenAsync(_hub.Port);
            return await client.ConnectAsync("w" + i, "doll", "guess" + i);
        }).ToList();
        await Task.WhenAny(attempts);
        var watch = Stopwatch.StartNew();

        using var right = await RawClient.SignInAsync(_hub.Port, "doll");

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 3);
        var answers = await Task.WhenAll(attempts);
        Assert.DoesNotContain(answers, a => a.Length > 3 && a[3] == 0);
        await Eventually.TrueAsync(() => !_hub.Audit.Entries.IsEmpty, "an audit entry");
        Assert.Single(_hub.Audit.Entries);
    }

    [Fact]
    public async Task Registry_ThatFails_LetsNobodyInAndKeepsWhoIsConnected()
    {
        using var connected = await RawClient.SignInAsync(_hub.Port, "doll");
        _hub.Registry.Down = true;
        using var late = await RawClient.OpenAsync(_hub.Port);

        Assert.Equal([0x20, 2, 0, 3], await late.ConnectAsync("x", "other", "secret-other"));
        await connected.PublishAsync("safetyhub/v1/doll/event", Mosquitto.Event("still"));
        Assert.Equal([0x40, 2, 0, 1], await connected.ReadPacketAsync());
    }

    [Fact]
    public async Task Subscription_ToSomebodyElse_IsRefusedInTheOrderOfTheFilters()
    {
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", version5: true);

        await client.SubscribeAsync("safetyhub/v1/doll/command", "safetyhub/v1/#", "safetyhub/v1/_hub/state", "$share/g/safetyhub/v1/doll/command", "a/#/b");

        var answer = await client.ReadUntilAsync(9);
        Assert.Equal([1, 0x87, 1, 0x9E, 0x8F], answer[^5..]);
    }

    [Fact]
    public async Task Subscription_OfAKeptSessionThatCannotBeStored_IsRefused()
    {
        _hub.Sessions.Down = true;
        using var client = await RawClient.SignInAsync(_hub.Port, "doll", clean: false);

        await client.SubscribeAsync("safetyhub/v1/doll/command");

        Assert.Equal(0x80, (await client.ReadUntilAsync(9))[^1]);
    }

    [Fact]
    public async Task RandomBytes_BeforeAndAfterSignIn_LeaveTheHubWell()
    {
        var random = new Random(20261122);
        for (var i = 0; i < 200; i++)
        {
            using var client = i % 2 == 0 ? await RawClient.OpenAsync(_hub.Port) : await RawClient.SignInAsync(_hub.Port, "doll", "f" + i, version5: i % 4 == 1);
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            try
            {
                await client.Stream.WriteAsync(bytes);
            }
            catch (IOException)
            {
                // Closed already: fine.
            }
        }

        using var honest = await RawClient.SignInAsync(_hub.Port, "other");
        await honest.PublishAsync("safetyhub/v1/other/event", Mosquitto.Event("fine"));
        Assert.Equal([0x40, 2, 0, 1], await honest.ReadPacketAsync());
        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy, (await _hub.HealthAsync()).Status);
    }
}
