using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>A call for help while the hub's disk is full.</summary>
[Collection(WholeHub.Name)]
public sealed class FullDiskTests
{
    [Fact]
    public async Task Sos_WhileTheDiskIsFull_IsStoredAndShownAndTheHubSaysWhatItLacks()
    {
        if (SmallDisk.WhyNot is { } why)
        {
            Console.Error.WriteLine("NOT TESTED HERE, no small disk can be mounted: " + why);
            return;
        }
        using var disk = new SmallDisk(128);
        var room = new Dictionary<string, string>
        {
            ["SafetyHub__Storage__DiskReserve"] = "16777216", ["SafetyHub__Storage__EvidenceDiskFloor"] = "16777216", ["SafetyHub__Recording__DiskFloor"] = "16777216",
        };
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = disk.Path, Environment = room });
        var secret = await hub.Api.AddHomeAsync("home-full", "robot-full");
        await Waiting.UntilAsync(async () => await DiskAsync(hub) == "healthy", TimeSpan.FromSeconds(20), "the disk was not looked at");

        disk.Fill();

        for (var i = 0; i < 20; i++)
        {
            var payload = JsonSerializer.Serialize(new { id = $"sos-{i}", at = DateTimeOffset.UtcNow, type = "sos.button" });
            var (code, output) = await Commands.PublishAsync(hub.Settings.MqttPort, "robot-full", secret, "event", payload);
            Assert.True(code == 0, $"call {i}: {output}");
        }
        var incident = Assert.Single(await hub.Api.IncidentsAsync("open", "&subject=resident/home-full"));
        Assert.Equal(20, (await hub.Api.SignalIdsAsync(incident.GetProperty("id").GetString()!)).Count);
        await Waiting.UntilAsync(async () => await DiskAsync(hub) == "degraded", TimeSpan.FromSeconds(20), "the full disk did not show in the health");
        Assert.True(await hub.Api.IsReadyAsync(), "a full disk must not take the hub out of service");

        disk.Empty();
        await Waiting.UntilAsync(async () => await DiskAsync(hub) == "healthy", TimeSpan.FromSeconds(20), "the room that came back was not seen");
    }

    private static async Task<string?> DiskAsync(HubProcess hub) =>
        JsonDocument.Parse(await hub.Api.Http.GetStringAsync("/health/ready")).RootElement.GetProperty("parts").GetProperty("disk").GetProperty("status").GetString();
}
