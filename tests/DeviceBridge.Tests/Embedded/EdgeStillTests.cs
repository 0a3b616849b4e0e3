using System.Text.Json;
using SafetyHub.DeviceBridge.Tests.Clients;
using SafetyHub.DeviceBridge.Tests.Hub;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Tests.Embedded;

/// <summary>A still in a camera's own event: kept as evidence where it is one, and never a reason to lose the event.</summary>
public sealed class EdgeStillTests : IAsyncLifetime
{
    private static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[500], 0xFF, 0xD9];
    private TestHub _hub = null!;

    public async Task InitializeAsync() => _hub = await TestHub.StartAsync(register: registry =>
    {
        registry.Add("cctv-1", DeviceKind.Camera);
        registry.Add("sensor-1", DeviceKind.Sensor);
    });

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Still_OfACamera_IsEvidenceAndItsHashStandsInItsPlace()
    {
        var data = await DataAsync("cctv-1", $$"""{"zone":"출입금지","box":[0.1,0.2,0.3,0.4],"still":"{{Convert.ToBase64String(Jpeg)}}"}""");

        Assert.Equal(Jpeg, _hub.Evidence.Stills[data.GetProperty("evidence").GetString()!]);
        Assert.Equal("출입금지", data.GetProperty("zone").GetString());
        Assert.False(data.TryGetProperty("still", out _));
    }

    [Fact]
    public async Task Still_ThatIsNoPicture_CostsTheStillAndNotTheEvent()
    {
        foreach (var still in new[] { "\"bm8ganBlZw==\"", "\"not base64!\"", "\"\"", "17", "null", "[]" })
        {
            Assert.Equal("""{"track":"42"}""", (await DataAsync("cctv-1", $$"""{"track":"42","still":{{still}}}""")).GetRawText());
        }
        Assert.Empty(_hub.Evidence.Stills);
    }

    [Fact]
    public async Task Evidence_NamedByACamera_IsTakenOut()
    {
        var data = await DataAsync("cctv-1", $$"""{"track":"42","evidence":"{{new string('a', 64)}}"}""");

        Assert.Equal("""{"track":"42"}""", data.GetRawText());
    }

    [Fact]
    public async Task Still_OfAnotherKindOfDevice_IsNoneOfTheHubs() =>
        Assert.True((await DataAsync("sensor-1", $$"""{"still":"{{Convert.ToBase64String(Jpeg)}}"}""")).TryGetProperty("still", out _));

    private async Task<JsonElement> DataAsync(string device, string data)
    {
        var id = $"e{_hub.Book.Events.Count}";
        await using var client = await Mosquitto.PublishAsync(_hub, device, "event", $$"""{"id":"{{id}}","at":"{{DateTimeOffset.Now:O}}","type":"intrusion","data":{{data}}}""");
        Assert.Equal(0, client.ExitCode);
        return JsonDocument.Parse(Assert.Single(_hub.Book.Events, e => e.EventId == id).DataJson!).RootElement;
    }
}
