using System.Diagnostics;
using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>The simulated town as <c>./hub demo</c> starts it, small and by a script.</summary>
[Collection(WholeHub.Name)]
public sealed class TownTests : IDisposable
{
    private const string Script = """
        [{"at":"08:01","where":"home-1","device":"robot","type":"sos.hand-hold","data":{"seconds":4}},
         {"at":"08:02","where":"home-1","device":"button","type":"sos.button"},
         {"at":"08:02","where":"home-1","device":"gas","type":"gas"},
         {"at":"08:01","where":"place-1","device":"camera","type":"intrusion","confidence":0.8,"data":{"zone":"door","track":7,"box":[0.1,0.2,0.1,0.3]}},
         {"at":"08:02","where":"place-1","device":"camera","type":"loitering"},
         {"at":"08:03","where":"place-1","device":"camera","type":"camera.blind","data":{"reason":"covered"}}]
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly TempDirectory _folder = new();

    [Fact]
    public async Task Town_LivingByAScript_SpeaksAsRobotsSensorsAndCamerasOverMqtt()
    {
        await File.WriteAllTextAsync(_folder.File("day.json"), Script);
        var settings = new HubSettings { DataDirectory = _folder.File("hub") };
        using var town = Start(settings, "--homes", "2", "--edge-cameras", "2", "--start", "08:00", "--speed", "60", "--script", _folder.File("day.json"), "--video", _folder.File("none.avi"), "--data", settings.DataDirectory);
        town.BeginErrorReadLine();
        IReadOnlyList<int> hub = [];
        try
        {
            using var api = new HubApi(new Uri($"http://127.0.0.1:{settings.HttpPort}"), settings.Token);
            await Waiting.UntilAsync(async () => await api.IsReadyAsync() && await HeldAsync(api, "place/place-edge-001") is ["camera.blind", "intrusion", "loitering"], Patience, "the camera's day did not reach the hub");
            await Waiting.UntilAsync(async () => await HeldAsync(api, "resident/resident-0000") is ["gas", "sos.button", "sos.hand-hold"], Patience, "the home's day did not reach the hub");

            var camera = await api.GetAsync("/api/v1/devices/edge-001");
            Assert.Equal(("camera", "EdgeCam-1", "place-edge-001", "online"), (camera.GetProperty("kind").GetString(), camera.GetProperty("model").GetString(), camera.GetProperty("placeId").GetString(), camera.GetProperty("state").GetString()));
            // It is killed, not stopped: the Last Wills speak. The hub, its child, goes on.
            hub = [.. ProcessTree.Of(town.Id).Skip(1)];
            town.Kill();
            await Waiting.UntilAsync(async () => (await api.GetAsync("/api/v1/devices/edge-001")).GetProperty("state").GetString() is "lost" or "silent", Patience, "the camera's Last Will did not come");
        }
        finally
        {
            await StopAsync(town, hub);
        }
    }

    [Theory]
    [InlineData("""[{"at":"8 o'clock","where":"home-1","device":"robot","type":"fall"}]""", "row 1: 'at'")]
    [InlineData("""[{"at":"08:00","where":"home-1","type":"fall"}]""", "row 1 has no 'device'")]
    [InlineData("""[{"at":"08:00","where":"home-9","device":"robot","type":"fall"}]""", "home-9")]
    [InlineData("{", "not a script")]
    public async Task Script_ThatIsNone_IsRefusedWithThePlaceBeforeAnythingStarts(string script, string named)
    {
        await File.WriteAllTextAsync(_folder.File("day.json"), script);
        using var town = Start(new HubSettings { DataDirectory = _folder.File("hub") }, "--homes", "2", "--script", _folder.File("day.json"), "--data", _folder.File("hub"));
        var said = await town.StandardError.ReadToEndAsync();
        await town.WaitForExitAsync();
        Assert.Equal(1, town.ExitCode);
        Assert.Contains(named, said, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("hub")));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<string[]> HeldAsync(HubApi api, string subject) =>
        [.. (await api.IncidentsAsync("open", "&subject=" + subject)).SelectMany(i => i.GetProperty("signals").EnumerateArray()).Select(s => s.GetProperty("type").GetString()!).Order(StringComparer.Ordinal)];

    private static Process Start(HubSettings settings, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Town", new DirectoryInfo(AppContext.BaseDirectory).Name, "SafetyHub.Town");
        var start = new ProcessStartInfo(program, ["demo", "--hub-binary", HubProcess.FindBinary(), .. arguments]) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["ASPNETCORE_URLS"] = $"http://127.0.0.1:{settings.HttpPort}";
        start.Environment["SafetyHub__Mqtt__Port"] = $"{settings.MqttPort}";
        start.Environment["SafetyHub__Api__BootstrapToken"] = settings.Token;
        var town = Process.Start(start)!;
        town.BeginOutputReadLine();
        return town;
    }

    private static async Task StopAsync(Process town, IReadOnlyList<int> hub)
    {
        if (!town.HasExited) await ProcessTree.SignalAsync(town.Id, "TERM");
        // Not until its output ends: a hub that outlives it holds that too.
        town.WaitForExit(Patience);
        foreach (var id in hub) await ProcessTree.SignalAsync(id, "KILL");
    }
}
