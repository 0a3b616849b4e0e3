using System.Diagnostics;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>A device over its rate is slowed, told of, and never loses a cry for help.</summary>
public sealed class RateTests : IAsyncLifetime
{
    private TestHub _hub = null!;

    public async Task InitializeAsync() => _hub = await TestHub.StartAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Telemetry_OverTheRate_HasItsAcknowledgementWithheldAndIsMarkedChattering()
    {
        var id = _hub.Registry.Add("loud");
        using var client = await RawClient.SignInAsync(_hub.Port, "loud");
        var reading = string.Join(',', Enumerable.Range(0, 50).Select(i => $"\"v{i}\":1"));
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 12; i++) await client.PublishAsync("safetyhub/v1/loud/telemetry", $$$"""{"at":"{{{DateTimeOffset.UtcNow:O}}}","values":{{{{reading}}}}}""");
        for (var i = 0; i < 12; i++) Assert.Equal(0x40, (await client.ReadPacketAsync())[0]);

        // 600 values at 200 a second with a burst of 400: the last ones wait about a second.
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.7, 6);
        await Eventually.TrueAsync(() => _hub.Book.Telemetry.Any(t => t.Device == id && t.Batch.Chattering), "a chattering batch");
        await Eventually.TrueAsync(() => _hub.Book.Readings(id).Count() == 12, "all twelve readings");
    }

    [Fact]
    public async Task Events_OverTheRate_AreReportedAsChattering()
    {
        var id = _hub.Registry.Add("loud");
        using var client = await RawClient.SignInAsync(_hub.Port, "loud");
        for (var i = 0; i < 60; i++) await client.PublishAsync("safetyhub/v1/loud/event", Mosquitto.Event("t" + i, "touch"));
        await Eventually.TrueAsync(() => _hub.Book.Telemetry.Any(t => t.Device == id && t.Batch.Chattering), "a chattering batch");
    }

    [Fact]
    public async Task Sos_BehindAFloodOfTelemetryAndEvents_IsStoredAtOnce()
    {
        _hub.Registry.Add("loud");
        using var client = await RawClient.SignInAsync(_hub.Port, "loud");
        var reading = string.Join(',', Enumerable.Range(0, 60).Select(i => $"\"v{i}\":1"));
        for (var i = 0; i < 60; i++) await client.PublishAsync("safetyhub/v1/loud/telemetry", $$$"""{"at":"{{{DateTimeOffset.UtcNow:O}}}","values":{{{{reading}}}}}""");
        for (var i = 0; i < 60; i++) await client.PublishAsync("safetyhub/v1/loud/event", Mosquitto.Event("t" + i, "touch"));
        var watch = Stopwatch.StartNew();

        await client.PublishAsync("safetyhub/v1/loud/event", Mosquitto.Event("help"));

        await Eventually.TrueAsync(() => _hub.Book.Events.Any(e => e.EventId == "help"), "the cry for help", 2);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 1.5);
        Assert.InRange(_hub.Book.Events.Count(e => e.Type == "touch"), 15, 45);
        await Eventually.TrueAsync(() => _hub.Book.Events.Count == 61, "every event in the end", 10);
        Assert.Contains(_hub.Audit.Entries, e => e.Action == "device.chattering");
    }
}
