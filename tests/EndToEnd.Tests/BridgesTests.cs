using System.Diagnostics;
using System.Text.Json;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;
using Xunit.Abstractions;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>Two bridge processes on PostgreSQL share four cameras; one of them dies, freezes or is stopped.</summary>
[Collection(WholeHub.Name)]
public sealed class BridgesTests(Postgres postgres, ITestOutputHelper output) : IAsyncLifetime, IDisposable
{
    private const int Cameras = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string People = Environment.GetEnvironmentVariable("SAFETYHUB_VTEST") is { Length: > 0 } told ? told : "/usr/share/doc/opencv-doc/examples/data/vtest.avi";

    private readonly TempDirectory _folder = new();
    private readonly List<HubProcess> _bridges = [];
    private HubProcess _hub = null!;

    public async Task InitializeAsync()
    {
        var database = await postgres.Cluster.CreateDatabaseAsync();
        _hub = await StartAsync(database, "centre", "silo,dashboard");
        var clip = await RenderAsync();
        await _hub.Api.PutAsync("/api/v1/places/park", new { name = "호수공원", district = "ilsandong" });
        for (var i = 0; i < Cameras; i++)
        {
            await _hub.Api.PutAsync($"/api/v1/devices/cctv-{i}", new { kind = "camera", name = $"호수공원 {i}", placeId = "park" });
            var zone = new { name = "출입금지", polygon = new double[][] { [0.02, 0.3], [0.98, 0.3], [0.98, 0.98], [0.02, 0.98] } };
            await _hub.Api.PutAsync($"/api/v1/cameras/cctv-{i}/source", new { url = "file:" + (i == 0 ? People : clip), fps = i == 0 ? 5 : 2, zones = i == 0 ? new[] { zone } : [] });
        }
        _bridges.AddRange(await Task.WhenAll(StartAsync(database, "bridge-a", "bridge"), StartAsync(database, "bridge-b", "bridge")));
        await UntilAsync(running => running.Count == Cameras && running.Select(camera => camera.Process).Distinct().Count() == 2, "the cameras were not shared between both bridges");
    }

    public async Task DisposeAsync()
    {
        foreach (var bridge in _bridges) await bridge.DisposeAsync();
        await _hub.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Bridge_Killed_HasItsCamerasOnTheOtherWithHigherNumbersAndNothingIsSeenTwice()
    {
        await Waiting.UntilAsync(async () => (await SightingsAsync()).Count > 0, Patience, "no intrusion was seen");
        var before = await RunningAsync();
        var victim = _bridges.Single(bridge => bridge.Id == before.Single(camera => camera.Id == "cctv-0").Process);
        var survivor = _bridges.Single(bridge => bridge != victim);

        var clock = Stopwatch.StartNew();
        await victim.KillAsync();
        await UntilAsync(running => running.Count == Cameras && running.All(camera => camera.Process == survivor.Id), "the cameras were not taken over");
        output.WriteLine($"all pictures on the other bridge {clock.Elapsed.TotalSeconds:0.0} s after the kill");

        var after = await RunningAsync();
        foreach (var camera in before.Where(camera => camera.Process == victim.Id)) Assert.True(after.Single(now => now.Id == camera.Id).Epoch > camera.Epoch);
        foreach (var camera in before.Where(camera => camera.Process == survivor.Id)) Assert.Equal(camera.Epoch, after.Single(now => now.Id == camera.Id).Epoch);
        var lost = (await BridgesAsync()).Single(bridge => bridge.GetProperty("state").GetString() == "lost");
        Assert.Equal(victim.Id, lost.GetProperty("processId").GetInt32());
        var taken = after.Single(camera => camera.Id == "cctv-0").Epoch;
        await Waiting.UntilAsync(async () => (await SightingsAsync()).Any(seen => seen.Epoch == taken), Patience, "nobody was seen after the takeover");
        // In the order in which they were seen the numbers never go back: no moment was looked at under two of them.
        var epochs = (await SightingsAsync()).OrderBy(seen => seen.At).Select(seen => seen.Epoch).ToList();
        Assert.Equal(epochs.Order(), epochs);
    }

    [Fact]
    public async Task Bridge_FrozenAndThawed_FindsItsCamerasElsewhereAndLetsThemBe()
    {
        var frozen = _bridges[0];
        await frozen.SignalAsync("STOP");
        await UntilAsync(running => running.Count == Cameras && running.All(camera => camera.Process == _bridges[1].Id), "the cameras were not taken over");
        await frozen.SignalAsync("CONT");
        await Waiting.UntilAsync(async () => (await BridgesAsync()).Count(bridge => bridge.GetProperty("state").GetString() == "alive") == 2, Patience, "the thawed bridge did not come back");
        var running = await RunningAsync();
        Assert.Equal(running.Select(camera => camera.Id).Distinct().Count(), running.Count);
        Assert.Contains("no longer analysed here", frozen.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bridge_DrainedAndStopped_HandsItsCamerasOver()
    {
        var leaving = (await BridgesAsync()).First(bridge => bridge.GetProperty("processId").GetInt32() == _bridges[0].Id).GetProperty("id").GetString();
        await _hub.Api.PostAsync($"/api/v1/bridges/{leaving}/drain");
        await UntilAsync(running => running.Count == Cameras && running.All(camera => camera.Process == _bridges[1].Id), "the bridge was not emptied");
        Assert.Equal("draining", (await BridgesAsync()).Single(bridge => bridge.GetProperty("id").GetString() == leaving).GetProperty("state").GetString());

        Assert.Equal(0, await _bridges[0].StopAsync());
        Assert.DoesNotContain(await BridgesAsync(), bridge => bridge.GetProperty("state").GetString() == "lost");
        Assert.Contains("bridge.drain", (await _hub.Api.GetAsync("/api/v1/audit")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal(0, await _bridges[1].StopAsync());
        var left = (await _hub.Api.GetAsync("/api/v1/bridges")).GetProperty("unplaced").EnumerateArray().Select(camera => camera.GetProperty("reason").GetString()).ToList();
        Assert.Equal(Enumerable.Repeat("no-bridge", Cameras), left);
    }

    private async Task<HubProcess> StartAsync(string database, string name, string roles)
    {
        var folder = _folder.File(name);
        Directory.CreateDirectory(folder);
        return await HubProcess.StartAsync(new HubSettings
        {
            DataDirectory = folder, ConnectionString = database, Roles = roles,
            Environment = new Dictionary<string, string> { ["SafetyHub__Video__Capacity"] = "4", ["SafetyHub__Video__Workers"] = "1" },
        });
    }

    private async Task<string> RenderAsync()
    {
        var path = _folder.File("card.mp4");
        string[] arguments = ["-nostdin", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=320x240:rate=5", "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", path];
        using var ffmpeg = Process.Start("ffmpeg", arguments);
        await ffmpeg.WaitForExitAsync();
        Assert.Equal(0, ffmpeg.ExitCode);
        return path;
    }

    /// <summary>Waits until the cameras that give pictures are as expected; whenever it looks, no camera is claimed by two bridges.</summary>
    private Task UntilAsync(Func<List<Running>, bool> holds, string otherwise) => Waiting.UntilAsync(
        async () =>
        {
            var running = await RunningAsync();
            Assert.Equal(running.Select(camera => camera.Id).Distinct().Count(), running.Count);
            return holds([.. running.Where(camera => camera.Picture == "streaming")]);
        },
        Patience, otherwise);

    private async Task<List<JsonElement>> BridgesAsync() => [.. (await _hub.Api.GetAsync("/api/v1/bridges")).GetProperty("bridges").EnumerateArray()];

    private async Task<List<Running>> RunningAsync()
    {
        var all = new List<Running>();
        foreach (var bridge in (await BridgesAsync()).Where(bridge => bridge.GetProperty("state").GetString() != "lost"))
        {
            using var answer = await _hub.Api.Http.GetAsync($"/api/v1/bridges/{bridge.GetProperty("id").GetString()}/cameras");
            if (!answer.IsSuccessStatusCode) continue; // it was lost in between
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            all.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Where(camera => camera.GetProperty("epoch").GetInt64() > 0).Select(camera => new Running(
                camera.GetProperty("camera").GetString()!, bridge.GetProperty("processId").GetInt32(), camera.GetProperty("epoch").GetInt64(), camera.GetProperty("picture").GetString()!)));
        }
        return all;
    }

    private async Task<List<(DateTimeOffset At, long Epoch)>> SightingsAsync()
    {
        var seen = new List<(DateTimeOffset, long)>();
        foreach (var incident in await _hub.Api.IncidentsAsync("open", "&subject=place/park"))
        {
            var page = await _hub.Api.GetAsync($"/api/v1/incidents/{incident.GetProperty("id").GetString()}/signals?limit=500");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Where(signal => signal.GetProperty("type").GetString() == "intrusion")
                .Select(signal => (signal.GetProperty("at").GetDateTimeOffset(), signal.GetProperty("data").GetProperty("epoch").GetInt64())));
        }
        return seen;
    }

    private sealed record Running(string Id, int Process, long Epoch, string Picture);
}
