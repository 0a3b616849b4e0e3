using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>A position of the control room on the built program: from a camera's finding to wall and desk, and over a restart.</summary>
[Collection(WholeHub.Name)]
public sealed class ControlRoomTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task Fall_ThatACameraReports_IsOnTheWallAndAtTheDeskAndRingsNotAgainAfterARestart()
    {
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = _folder.Path });
        await hub.Api.PutAsync("/api/v1/places/plaza", new { name = "화정역 광장", district = "deogyang", position = new { lat = 37.6346, lon = 126.8328 } });
        var secret = await hub.Api.AddDeviceAsync("cam-plaza", new { kind = "camera", name = "광장 동측", placeId = "plaza" });
        var seat = await hub.Api.PostAsync("/api/v1/positions/p1/sign-in", new { team = "가" });
        var holder = seat.GetProperty("staffedBy").GetString();
        await Waiting.UntilAsync(async () => (await WallAsync(hub)).GetProperty("cameras").GetInt32() == 1, Patience, "The wall did not get its camera");
        var sent = await Commands.PublishAsync(
            hub.Settings.MqttPort, "cam-plaza", secret, "event", JsonSerializer.Serialize(new { id = "f1", at = DateTimeOffset.UtcNow, type = "fall", confidence = 0.9 }));
        Assert.True(sent.Code == 0, sent.Output);
        await Waiting.UntilAsync(async () => await CriticalAsync(hub) == "cam-plaza", Patience, "The fall did not come on the wall");
        await Waiting.UntilAsync(async () => (await DeskAsync(hub)).GetProperty("alarms").GetArrayLength() == 1, Patience, "The fall did not ring");
        await hub.Api.PostAsync("/api/v1/positions/p1/cameras/cam-plaza/pin");

        Assert.Equal(0, await hub.StopAsync());
        await hub.StartAgainAsync();

        await hub.Api.PostAsync("/api/v1/positions/p1/sign-in", new { team = "가" });
        await Waiting.UntilAsync(async () => (await DeskAsync(hub)).GetProperty("alarms").GetArrayLength() == 1, Patience, "The alarm was lost");
        await Waiting.UntilAsync(async () => (await WallAsync(hub)).GetProperty("pins").GetArrayLength() == 1, Patience, "The pin was lost");
        Assert.Equal(1, (await DeskAsync(hub)).GetProperty("budget").GetProperty("lastHour").GetInt32());
        Assert.Equal(holder, (await WallAsync(hub)).GetProperty("staffedBy").GetString());
        var audit = (await hub.Api.GetAsync("/api/v1/audit?limit=100")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString());
        Assert.Contains("wall.pin-camera", audit);
    }

    public void Dispose() => _folder.Dispose();

    private static Task<JsonElement> WallAsync(HubProcess hub) => hub.Api.GetAsync("/api/v1/positions/p1/wall");

    private static Task<JsonElement> DeskAsync(HubProcess hub) => hub.Api.GetAsync("/api/v1/positions/p1/desk");

    private static async Task<string?> CriticalAsync(HubProcess hub) => (await WallAsync(hub)).GetProperty("tiles").EnumerateArray()
        .Where(tile => tile.GetProperty("kind").GetString() == "critical").Select(tile => tile.GetProperty("camera").GetString()).FirstOrDefault();
}
