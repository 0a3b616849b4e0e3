using System.Net;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;
using Xunit.Abstractions;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>A camera on Debian's PETS 2009 clip, through the whole hub.</summary>
[Collection(WholeHub.Name)]
public sealed class CameraTests(ITestOutputHelper output)
{
    private static readonly string Clip = Environment.GetEnvironmentVariable("SAFETYHUB_VTEST") is { Length: > 0 } told ? told : "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

    [Fact]
    public async Task Clip_WithPeopleInAForbiddenZone_RaisesAnIntrusionWithAStill()
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path });
        await hub.Api.PutAsync("/api/v1/places/park", new { name = "호수공원", district = "ilsandong" });
        await hub.Api.PutAsync("/api/v1/devices/cctv-1", new { kind = "camera", name = "호수공원 1", placeId = "park" });
        double[][] zone = [[0.02, 0.3], [0.98, 0.3], [0.98, 0.98], [0.02, 0.98]];
        await hub.Api.PutAsync("/api/v1/cameras/cctv-1/source", new { url = "file:" + Clip, fps = 5, zones = new[] { new { name = "출입금지", polygon = zone } } });

        await Waiting.UntilAsync(async () => (await hub.Api.IncidentsAsync("open", "&subject=place/park")).Count == 1, TimeSpan.FromSeconds(60), "no intrusion was raised");

        var incident = (await hub.Api.IncidentsAsync("open", "&subject=place/park")).Single();
        Assert.Equal("intrusion", incident.GetProperty("type").GetString());
        var signal = (await hub.Api.GetAsync($"/api/v1/incidents/{incident.GetProperty("id").GetString()}/signals")).GetProperty("items")[0].GetProperty("data");
        Assert.Equal("출입금지", signal.GetProperty("zone").GetString());
        Assert.Equal(4, signal.GetProperty("box").GetArrayLength());
        var still = signal.GetProperty("evidence").GetString()!;
        var kept = Directory.EnumerateFiles(folder.File("evidence"), still + ".jpg", SearchOption.AllDirectories).Single();
        Assert.True(new FileInfo(kept).Length > 5_000, "the still is no picture");
        var frame = await hub.Api.Http.GetAsync("/api/v1/cameras/cctv-1/snapshot");
        Assert.Equal(HttpStatusCode.OK, frame.StatusCode);
        Assert.Equal("image/jpeg", frame.Content.Headers.ContentType?.MediaType);
        output.WriteLine($"model of the first sighting: {signal.GetProperty("model").GetString()}");
    }
}
