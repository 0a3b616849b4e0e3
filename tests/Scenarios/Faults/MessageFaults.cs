using System.Globalization;
using System.Text;
using System.Text.Json;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>A row that speaks to the broker with a client of its own.</summary>
public abstract class RawFault : Fault
{
    /// <summary>A registered robot.</summary>
    protected string Robot { get; } = "robot-raw";

    /// <summary>Its secret, once <see cref="ConnectAsync"/> ran.</summary>
    protected string Secret { get; private set; } = "";

    /// <inheritdoc/>
    protected override int DeviceCount => 3;

    /// <summary>Connects as the robot.</summary>
    /// <param name="clientId">Its MQTT client id, or null for a new one.</param>
    protected async Task<RawMqttClient> ConnectAsync(string? clientId = null)
    {
        if (Secret.Length == 0) Secret = await Hub.Api.AddHomeAsync("home-raw", Robot);
        var client = new RawMqttClient();
        await client.ConnectAsync(Hub.Settings.MqttPort, clientId ?? $"{Robot}-{Guid.NewGuid():N}"[..22], Robot, Secret);
        return client;
    }

    /// <summary>Publishes an event and waits for its PUBACK.</summary>
    protected Task PublishEventAsync(RawMqttClient client, object body) =>
        client.PublishAsync($"safetyhub/v1/{Robot}/event", JsonSerializer.SerializeToUtf8Bytes(body)).WaitAsync(TimeSpan.FromSeconds(15));

    /// <summary>Ids of all signals of the robot's home.</summary>
    protected async Task<List<string>> SignalsAsync()
    {
        var all = new List<string>();
        foreach (var incident in await Hub.Api.IncidentsAsync("all", "&subject=resident/home-raw")) all.AddRange(await Hub.Api.SignalIdsAsync(incident.GetProperty("id").GetString()!));
        return all;
    }
}

/// <summary>F8: every call for help comes one to five times.</summary>
public sealed class Duplicates : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F8";

    /// <inheritdoc/>
    public override string Injected => "each call for help sent one to five times, over several connections";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var random = new Random(8);
        var calls = Thorough ? 200 : 30;
        var copies = 0;
        for (var n = 0; n < calls; n++)
        {
            await using var client = await ConnectAsync();
            var times = random.Next(1, 6);
            copies += times - 1;
            for (var copy = times; copy > 0; copy--) await PublishEventAsync(client, new { id = $"dup-{n}", at = DateTimeOffset.UtcNow, type = "sos.hand-hold", data = new { seconds = 4 } });
            await Task.Delay(100);
        }
        var stored = await SignalsAsync();
        Expect(stored.Count == calls && stored.Distinct().Count() == calls, $"{stored.Count} signals stored for {calls} calls");
        var incidents = await Hub.Api.IncidentsAsync("open", "&subject=resident/home-raw");
        Expect(incidents.Count == 1, $"{incidents.Count} open incidents instead of one");
        var counted = (await Hub.Api.GetAsync($"/api/v1/devices/{Robot}")).GetProperty("repeatedEvents").GetInt64();
        Note($"{copies} repetitions, {counted} counted at the device");
        Expect(counted == copies, $"{counted} repetitions counted at the device, {copies} were sent");
    }
}

/// <summary>F9 and F10: late, future-dated and out-of-order events; device clocks an hour off.</summary>
public sealed class WrongTimes : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F9+F10";

    /// <inheritdoc/>
    public override string Injected => "events up to 24 h old, an hour ahead and out of order; telemetry older than the last";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await using var client = await ConnectAsync();
        var offsets = new[] { -24.0, 1.0, -1.0, 0.0, -0.5 };
        for (var n = 0; n < offsets.Length; n++)
        {
            await PublishEventAsync(client, new { id = $"time-{n}", at = DateTimeOffset.UtcNow.AddHours(offsets[n]), type = "sos.button", seq = 100 - n });
        }
        var incident = (await Hub.Api.IncidentsAsync("open", "&subject=resident/home-raw")).Single();
        var signals = (await Hub.Api.GetAsync($"/api/v1/incidents/{incident.GetProperty("id").GetString()}/signals")).GetProperty("items").EnumerateArray().ToList();
        Expect(signals.Count == offsets.Length, $"{signals.Count} of {offsets.Length} calls stored");
        foreach (var signal in signals)
        {
            var off = (DateTimeOffset.UtcNow - signal.GetProperty("at").GetDateTimeOffset()).Duration();
            Expect(off < TimeSpan.FromMinutes(2), $"{signal.GetProperty("id")} is placed {off} away from its arrival");
        }
        Expect(signals.Count(s => s.GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "clock-corrected")) == 4, "not every wrong clock is flagged");
        Expect(signals.Count(s => s.GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "out-of-order")) == offsets.Length - 1, "not every event that came behind a later one is flagged");
        await LaterCallStaysAsync(client, incident.GetProperty("id").GetString()!);
        await NewerStaysAsync(client);
    }

    /// <summary>By the device's own counter: taking back an earlier call does not take back a later one, whichever comes first.</summary>
    private async Task LaterCallStaysAsync(RawMqttClient client, string incident)
    {
        async Task<bool> TakenBackAsync() => (await Hub.Api.GetAsync($"/api/v1/incidents/{incident}")).GetProperty("takenBack").GetBoolean();
        await PublishEventAsync(client, new { id = "order-call", at = DateTimeOffset.UtcNow, type = "sos.button", seq = 203 });
        await PublishEventAsync(client, new { id = "order-late-abort", at = DateTimeOffset.UtcNow, type = "sos.abort", seq = 202 });
        Expect(!await TakenBackAsync(), "the taking back of an earlier call took back the later one");
        await PublishEventAsync(client, new { id = "order-abort", at = DateTimeOffset.UtcNow, type = "sos.abort", seq = 204 });
        Expect(await TakenBackAsync(), "the call that was taken back is not shown so");
    }

    private async Task NewerStaysAsync(RawMqttClient client)
    {
        var now = DateTimeOffset.UtcNow;
        var batch = new[] { new { at = now, seq = 2, values = new { temperature = 25.0 } }, new { at = now.AddHours(-3), seq = 1, values = new { temperature = 11.0 } } };
        await client.PublishAsync($"safetyhub/v1/{Robot}/telemetry", JsonSerializer.SerializeToUtf8Bytes(batch));
        for (var n = 0; n < 50; n++)
        {
            var telemetry = (await Hub.Api.GetAsync($"/api/v1/devices/{Robot}")).GetProperty("telemetry");
            if (telemetry.TryGetProperty("temperature", out var value))
            {
                Expect(Math.Abs(value.GetProperty("value").GetDouble() - 25) < 0.01, $"an old reading took the place of a newer one: {value.GetProperty("value")}");
                return;
            }
            await Task.Delay(100);
        }
        Expect(false, "the telemetry did not reach the twin within 5 s");
    }
}

/// <summary>F12: payloads that are not what they should be.</summary>
public sealed class MalformedPayloads : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F12";

    /// <inheritdoc/>
    public override string Injected => "malformed JSON, broken UTF-8, NUL, deep nesting, huge numbers, wrong types, duplicate keys";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var rejected = new System.Collections.Concurrent.ConcurrentBag<string>();
        // A robot for every few messages: one that sent them all would be disconnected for sending too many that are not understood.
        foreach (var (few, n) in Payloads().Chunk(6).Select((few, n) => (few, n))) await SendAsync($"robot-bad-{n}", few, rejected);
        var kept = await KeptAsync(Payloads().Count());
        Note($"{kept} in quarantine, {rejected.Count(r => r.Contains("rejected", StringComparison.Ordinal))} receipts 'rejected'");
        Expect(kept == Payloads().Count(), $"{kept} of {Payloads().Count()} messages are in quarantine");
        UntilHealthy = await TimeOneAsync("f12");
        ExpectInTime(UntilHealthy < TimeSpan.FromSeconds(1), $"a call for help took {UntilHealthy} afterwards");
    }

    private async Task SendAsync(string robot, (string Topic, byte[] Payload)[] messages, System.Collections.Concurrent.ConcurrentBag<string> answers)
    {
        var secret = await Hub.Api.AddHomeAsync("home-" + robot, robot);
        foreach (var (topic, payload) in messages)
        {
            await using var client = new RawMqttClient { Received = (_, body) => answers.Add(Encoding.UTF8.GetString(body)) };
            await client.ConnectAsync(Hub.Settings.MqttPort, $"{robot}-{Guid.NewGuid():N}", robot, secret);
            await client.SubscribeAsync($"safetyhub/v1/{robot}/receipt");
            await Task.WhenAny(client.PublishAsync($"safetyhub/v1/{robot}/{topic}", payload), client.Closed, Task.Delay(5000));
            await Task.Delay(20);
        }
    }

    /// <summary>The quarantine is written in batches behind the messages; it is asked until all are there.</summary>
    private async Task<int> KeptAsync(int wanted)
    {
        var kept = 0;
        for (var n = 0; n < 50 && kept < wanted; n++)
        {
            kept = (await Hub.Api.GetAsync("/api/v1/quarantine?limit=500")).GetProperty("items").GetArrayLength();
            await Task.Delay(100);
        }
        return kept;
    }

    private static IEnumerable<(string Topic, byte[] Payload)> Payloads()
    {
        yield return ("event", "{"u8.ToArray());
        yield return ("event", []);
        yield return ("event", [0xff, 0xfe, 0xfd]);
        yield return ("event", [.. "{\"id\":\""u8, 0xc3, 0x28, .. "\"}"u8]);
        yield return ("event", "null"u8.ToArray());
        yield return ("event", "[1,2,3]"u8.ToArray());
        yield return ("event", "{\"id\":1,\"at\":2,\"type\":3}"u8.ToArray());
        yield return ("event", "{\"id\":\"a b\",\"at\":\"2026-11-22T00:00:00Z\",\"type\":\"touch\"}"u8.ToArray());
        yield return ("event", "{\"id\":\"x\",\"at\":\"yesterday\",\"type\":\"touch\"}"u8.ToArray());
        yield return ("event", "{\"id\":\"x\",\"at\":\"2026-11-22T00:00:00Z\"}"u8.ToArray());
        yield return ("event", "{\"id\":\"x\",\"at\":\"2026-11-22T00:00:00Z\",\"type\":\"touch\",\"confidence\":7}"u8.ToArray());
        yield return ("event", "{\"id\":\"x\",\"id\":\"y\",\"at\":\"2026-11-22T00:00:00Z\",\"type\":\"touch\"}"u8.ToArray());
        yield return ("event", Encoding.UTF8.GetBytes(new string('[', 10_000)));
        yield return ("event", Encoding.UTF8.GetBytes("{\"id\":\"x\0y\",\"at\":\"2026-11-22T00:00:00Z\",\"type\":\"touch\"}"));
        yield return ("telemetry", "{\"at\":\"2026-11-22T00:00:00Z\",\"seq\":1,\"values\":{\"motion\":1e999}}"u8.ToArray());
        yield return ("telemetry", "{\"at\":\"2026-11-22T00:00:00Z\",\"seq\":\"one\",\"values\":{}}"u8.ToArray());
        yield return ("telemetry", "{\"at\":\"2026-11-22T00:00:00Z\",\"seq\":1,\"values\":{\"motion\":{\"a\":1}}}"u8.ToArray());
        yield return ("telemetry", Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Repeat("{\"at\":\"2026-11-22T00:00:00Z\",\"seq\":1,\"values\":{\"m\":1}}", 501)) + "]"));
        yield return ("state", "{\"state\":\"dancing\",\"bootId\":\"b\"}"u8.ToArray());
        yield return ("birth", "{\"capabilities\":\"speak\"}"u8.ToArray());
        yield return ("command/reply", "{\"id\":\"x\",\"status\":\"perhaps\"}"u8.ToArray());
        yield return ("nonsense", "{}"u8.ToArray());
    }
}

/// <summary>F13: topics that a device may not name.</summary>
public sealed class ForbiddenTopics : RawFault
{
    /// <inheritdoc/>
    public override string Row => "F13";

    /// <inheritdoc/>
    public override string Injected => "wildcards, $SYS, other devices' topics, empty levels, NUL, lone surrogates, 60 KiB topics in PUBLISH";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var victim = Devices[0].Id;
        byte[] call = JsonSerializer.SerializeToUtf8Bytes(new { id = "forged", at = DateTimeOffset.UtcNow, type = "sos.hand-hold" });
        string[] topics =
        [
            "safetyhub/v1/+/event", "safetyhub/v1/#", "", "$SYS/broker/x", "safetyhub/v1/../admin", "safetyhub/v1//event", $"safetyhub/v1/{victim}/event",
            $"safetyhub/v1/{Robot}/command", $"safetyhub/v1/{Robot}/receipt", "safetyhub/v1/_hub/state", $"safetyhub/v1/{Robot}/event\0", "safetyhub/v1/" + new string('a', 60_000),
        ];
        foreach (var topic in topics)
        {
            await using var client = await ConnectAsync();
            await Task.WhenAny(client.PublishAsync(topic, call), client.Closed, Task.Delay(2000));
        }
        await using (var surrogate = await ConnectAsync())
        {
            await surrogate.SendAsync(MqttPackets.Packet(0x32, [0, 14, .. "safetyhub/v1/"u8, 0xED, 0xA0, 0x80, 0, 1, .. call]));
            await Task.WhenAny(surrogate.Closed, Task.Delay(1000));
        }
        foreach (var incident in await Hub.Api.IncidentsAsync())
        {
            var signals = await Hub.Api.SignalIdsAsync(incident.GetProperty("id").GetString()!);
            Expect(!signals.Any(s => s.EndsWith("/forged", StringComparison.Ordinal)), "a forged call for help became a signal");
        }
        UntilHealthy = await TimeOneAsync("f13");
        ExpectInTime(UntilHealthy < TimeSpan.FromSeconds(1), string.Create(CultureInfo.InvariantCulture, $"a call for help took {UntilHealthy} afterwards"));
    }
}
