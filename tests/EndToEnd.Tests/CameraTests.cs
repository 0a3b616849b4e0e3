using System.Net;
using System.Net.Http.Json;
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

    private static readonly Dictionary<string, string> ShortClips = new()
    {
        ["SafetyHub__Recording__Before"] = "00:00:02", ["SafetyHub__Recording__After"] = "00:00:03", ["SafetyHub__Recording__SegmentLength"] = "00:00:01",
        ["SafetyHub__Recording__MaskedWidth"] = "320",
    };

    [Fact]
    public async Task Clip_WithPeopleInAForbiddenZone_RaisesAnIntrusionWithAStill()
    {
        using var folder = new TempDirectory();
        await using var hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = folder.Path, Environment = ShortClips });
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
        await ClipComesMaskedAsync(hub, incident.GetProperty("id").GetString()!);
        output.WriteLine($"model of the first sighting: {signal.GetProperty("model").GetString()}");
    }

    [Fact]
    public async Task Watch_SetOverTheApi_IsCheckedReachesTheBridgeAndACameraThatGoesIsAnIncident()
    {
        using var folder = new TempDirectory();
        var clip = folder.File("clip.avi");
        File.Copy(Clip, clip);
        var settings = new HubSettings { DataDirectory = folder.Path, Environment = new Dictionary<string, string> { ["SafetyHub__Video__GoneAfter"] = "00:00:10" } };
        await using var hub = await HubProcess.StartAsync(settings);
        await hub.Api.PutAsync("/api/v1/places/park", new { name = "호수공원", district = "ilsandong" });
        await hub.Api.PutAsync("/api/v1/devices/cctv-1", new { kind = "camera", name = "호수공원 1", placeId = "park" });
        await hub.Api.PutAsync("/api/v1/cameras/cctv-1/source", new { url = "file:" + clip, analysisWidth = 320 });
        const string Watch = "/api/v1/cameras/cctv-1/watch";
        double[][] crossed = [[0, 0], [1, 1], [1, 0], [0, 1]];
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(new { zones = new[] { new { name = "z", polygon = crossed } } }));
        Assert.Equal(HttpStatusCode.BadRequest, await PutAsync(new { behaviours = new[] { new { type = "dancing" } } }));
        Assert.Equal(HttpStatusCode.Conflict, await PutAsync(new { version = 7 }));
        Assert.Equal(HttpStatusCode.OK, await PutAsync(new { behaviours = new[] { new { type = "intrusion", options = new { sightings = 0 } } }, version = 0 }));

        await Waiting.UntilAsync(async () => (await hub.Api.GetAsync(Watch)).GetProperty("inForce").GetBoolean()
            && (await hub.Api.GetAsync(Watch)).GetProperty("faults").GetArrayLength() == 1, TimeSpan.FromSeconds(60), "the bridge does not tell what it cannot do");
        File.WriteAllText(clip, "");
        await Waiting.UntilAsync(async () => (await hub.Api.IncidentsAsync("open", "&subject=place/park")).Any(incident => incident.GetProperty("type").GetString() == "camera.gone"),
            TimeSpan.FromSeconds(120), "the camera that went is no incident");
        var condition = await hub.Api.GetAsync("/api/v1/cameras/cctv-1/condition");
        Assert.Equal("camera.gone", condition.GetProperty("faults")[0].GetProperty("type").GetString());
        Assert.NotNull(condition.GetProperty("lastFailure").GetString());

        async Task<HttpStatusCode> PutAsync(object body)
        {
            using var answer = await hub.Api.Http.PutAsJsonAsync(Watch, body);
            return answer.StatusCode;
        }
    }

    /// <summary>The clip comes after its incident; shown is its masked version, the original only for a reason and a time.</summary>
    private static async Task ClipComesMaskedAsync(HubProcess hub, string incident)
    {
        System.Text.Json.JsonElement clip = default;
        await Waiting.UntilAsync(async () =>
        {
            var items = (await hub.Api.GetAsync($"/api/v1/incidents/{incident}/evidence")).GetProperty("items").EnumerateArray().ToList();
            clip = items.FirstOrDefault(item => item.GetProperty("kind").GetString() == "clip" && item.GetProperty("masking").GetString() == "done");
            return clip.ValueKind == System.Text.Json.JsonValueKind.Object;
        }, TimeSpan.FromSeconds(90), "no masked clip came");
        var id = clip.GetProperty("id").GetString();
        await FilmAsync(hub, $"/api/v1/evidence/{id}", clip.GetProperty("maskedSha256").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await hub.Api.Http.GetAsync($"/api/v1/evidence/{id}/original")).StatusCode);
        await hub.Api.PostAsync($"/api/v1/incidents/{incident}/unmask", new { purpose = "alarm-review", note = "오탐 확인", minutes = 5 });
        await FilmAsync(hub, $"/api/v1/evidence/{id}/original", clip.GetProperty("sha256").GetString());
        var audit = (await hub.Api.GetAsync("/api/v1/audit?limit=50")).GetProperty("items").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()).ToList();
        foreach (var action in new[] { "evidence.view", "evidence.view-refused", "evidence.unmask", "evidence.view-original" }) Assert.Contains(action, audit);
        Assert.True((await hub.Api.GetAsync("/api/v1/audit/verify")).GetProperty("intact").GetBoolean());
    }

    private static async Task FilmAsync(HubProcess hub, string path, string? sha256)
    {
        var film = await hub.Api.Http.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "video/mp4"), (film.StatusCode, film.Content.Headers.ContentType?.MediaType));
        Assert.Equal(sha256, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await film.Content.ReadAsByteArrayAsync())));
    }
}
