using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video.Evaluation;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Evaluation;

public sealed class VideoEvaluationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public VideoEvaluationTests() => Clips.Render(_folder, seconds: 2, size: "320x240", fps: 5);

    [Fact]
    public async Task Evaluation_OfAClip_WritesEveryFigureAndTheReportAndIsTheSameAgain()
    {
        await WriteAsync("""
            {"clips":[{"file":"clip.mp4","behaviours":["intrusion"],"events":[{"type":"intrusion","from":0.5,"to":1.0}],"boxes":"gt.txt"},
              {"file":"clip.mp4","behaviours":["fall"]},{"file":"clip.mp4","behaviours":["lying"]}]}
            """);
        await File.WriteAllTextAsync(At("gt.txt"), "1,1,10,10,40,80,1,-1,-1,-1\n2,1,12,10,40,80,1,-1,-1,-1\n");
        var first = await RunAsync("a.json", workers: 1);
        var second = await RunAsync("b.json", workers: 3);

        Assert.Equal((0, 0, 1), (first.Behaviours["intrusion"].TruePositives, first.Behaviours["intrusion"].FalsePositives, first.Behaviours["intrusion"].FalseNegatives));
        Assert.Equal(["alarmsPerCameraHour", "behaviours", "cameraHours", "detection", "framesPerSecond", "stages", "tracking"], Json("a.json").Select(member => member.Key).Order());
        Assert.Equal(["behaviours", "decode", "detect", "follow", "gate"], first.Stages.Keys.Where(stage => stage != "look"));
        Assert.Equal(WithoutTimes("a.json"), WithoutTimes("b.json"));
        Assert.Equal(first.Detection, second.Detection);
        var page = await File.ReadAllTextAsync(At("a.html"));
        Assert.Contains("<b>missed</b> intrusion from 0.5 s to 1.0 s", page, StringComparison.Ordinal);
        Assert.Contains("data:image/jpeg;base64,", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_OfTwoClips_RisesToTheWhole()
    {
        await WriteAsync("""{"clips":[{"file":"clip.mp4"},{"file":"clip.mp4"}]}""");
        var steps = new Steps();
        await RunAsync("a.json", workers: 1, fps: 25, progress: steps);

        Assert.Contains(steps.All, step => step is { Done: 0, Share: > 0 and < 1 });
        Assert.Equal(steps.All.Order(Comparer<EvaluationProgress>.Create((a, b) => a.Share.CompareTo(b.Share))), steps.All);
        Assert.Equal(new EvaluationProgress(2, 2, 1, "clip.mp4"), steps.All.Last());
    }

    [Theory]
    [InlineData("a.html", 5, "a.json")]
    [InlineData("a.json", 31, "0.2 and 30")]
    [InlineData("a.json", double.NaN, "0.2 and 30")]
    public async Task Request_ThatCannotBeDone_IsRefusedAndLeavesNoFile(string file, double fps, string named)
    {
        await WriteAsync("""{"clips":[{"file":"clip.mp4"}]}""");
        var refused = await Assert.ThrowsAsync<EvaluationRefusedException>(() => RunAsync(file, fps: fps));
        Assert.Contains(named, Assert.Single(refused.Faults), StringComparison.Ordinal);
        Assert.False(File.Exists(At("a.json")) || File.Exists(At("a.html")));
    }

    [Fact]
    public async Task Rate_OfTheAnalysis_IsTheOneAskedFor()
    {
        await WriteAsync("""{"clips":[{"file":"clip.mp4"}]}""");
        await RunAsync("a.json", fps: 2.5);
        Assert.Contains("2.5 frames analysed a second", await File.ReadAllTextAsync(At("a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_WithEveryKindOfMistake_AreRefusedWithAllOfThemNamed()
    {
        await File.WriteAllTextAsync(At("gt.txt"), "1,1,left,10,40,80\n");
        await WriteAsync("""
            {"window":{"before":-1},"clips":[
              {"file":"missing.mp4","behaviours":["intrusion"]},
              {"file":"clip.mp4","behaviours":["juggling"],"boxes":"gt.txt"},
              {"file":"clip.mp4","zones":[{"name":"z","polygon":[[0,0],[1,1],[1,0],[0,1]]}]},
              {"file":"clip.mp4","events":[{"type":"intrusion","from":5,"to":4},{"type":"intrusion","from":60,"to":61}]},
              {"file":"clip.mp4","lines":[{"name":"l","from":[0.1,0.1],"to":[0.1,0.1]}]},
              {"behaviours":["intrusion"]},
              null]}
            """);
        var refused = await Assert.ThrowsAsync<EvaluationRefusedException>(() => RunAsync("a.json"));
        foreach (var named in new[] { "'window'", "clips[0] (missing.mp4)", "'juggling' is no behaviour", "gt.txt line 1: 'left'", "zones[0]: the polygon", "events[0]", "events[1]: it begins at 60 s", "lines[0]", "clips[5]: 'file' is missing", "clips[6]" })
            Assert.Contains(refused.Faults, fault => fault.Contains(named, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\"clips\":[]}", "'clips' is missing or empty")]
    [InlineData("{\"clips\":{}}", "'$.clips'")]
    public async Task Labels_ThatAreNoSuchDocument_AreRefused(string text, string named)
    {
        await File.WriteAllTextAsync(At("labels.json"), text);
        var refused = await Assert.ThrowsAsync<EvaluationRefusedException>(() => RunAsync("a.json"));
        Assert.Contains(named, Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_ThatIsNoVideo_IsNamed()
    {
        await File.WriteAllTextAsync(At("not.mp4"), "no video");
        await WriteAsync("""{"clips":[{"file":"not.mp4"}]}""");
        var refused = await Assert.ThrowsAsync<EvaluationRefusedException>(() => RunAsync("a.json"));
        Assert.Contains("no video", Assert.Single(refused.Faults), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private string At(string file) => Path.Combine(_folder.Path, file);

    private Task WriteAsync(string labels) => File.WriteAllTextAsync(At("labels.json"), labels);

    private Task<EvaluationReport> RunAsync(string file, int workers = 0, double fps = 5, IProgress<EvaluationProgress>? progress = null) => VideoEvaluation.RunAsync(
        new EvaluationRequest(_folder.Path, At("labels.json"), At(file)) { FramesPerSecond = fps },
        new VideoOptions { Workers = workers }, NullLogger.Instance, progress ?? new Steps(), CancellationToken.None);

    private sealed class Steps : IProgress<EvaluationProgress>
    {
        public ConcurrentQueue<EvaluationProgress> All { get; } = [];

        public void Report(EvaluationProgress value) => All.Enqueue(value);
    }

    private JsonObject Json(string file) => JsonNode.Parse(File.ReadAllText(At(file)))!.AsObject();

    private string WithoutTimes(string file)
    {
        var json = Json(file);
        json.Remove("stages");
        json.Remove("framesPerSecond");
        return json.ToJsonString();
    }
}
