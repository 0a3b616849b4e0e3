using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

/// <summary>A running bridge with real decoders and a real, light detector.</summary>
[Collection(ModelsCollection.Name)]
public sealed class VideoBridgeTests : IDisposable
{
    private static readonly Zone Whole = new("whole", [new(0, 0), new(1, 0), new(1, 1), new(0, 1)]);
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Camera_Assigned_GivesHealthAndSnapshots()
    {
        var clip = Clips.Render(_folder);
        await using var run = await BridgeRun.StartAsync(Options(), Camera("a", clip));

        await StreamingAsync(run, "a");

        var snapshot = run.Bridge.LatestSnapshot("a")!;
        Assert.Equal([0xFF, 0xD8], snapshot.Jpeg[..2]);
        Assert.Equal(snapshot.Jpeg, run.Bridge.LatestSnapshot("a")!.Jpeg);
        Assert.Null(run.Bridge.LatestSnapshot("unknown"));
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health() is { Detector: DetectorState.Ready } health && health.Cameras[0].AnalysedFps > 1, "analysis");
        Assert.True(run.Bridge.Health().Cameras[0].DecoderTime > TimeSpan.Zero);
    }

    [Fact]
    public async Task Camera_TakenAway_IsGoneWithItsProcess()
    {
        var clip = Clips.Render(_folder);
        await using var run = await BridgeRun.StartAsync(Options(), Camera("a", clip), Camera("b", clip));
        await StreamingAsync(run, "a");
        await StreamingAsync(run, "b");

        run.Feed.Publish([Camera("b", clip)]);

        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Cameras.Count == 1, "one camera");
        Assert.Null(run.Bridge.LatestSnapshot("a"));
        await Eventually.BecomesTrueAsync(() => ChildProcesses.CommandLines(clip).Length == 1, "one decoder");
        Assert.Equal(0, run.Bridge.Health().Cameras[0].Restarts);
    }

    [Fact]
    public async Task Camera_WithOtherZones_KeepsItsDecoderAndWithAnotherSpeedGetsANewOne()
    {
        var clip = Clips.Render(_folder);
        await using var run = await BridgeRun.StartAsync(Options(), Camera("a", clip));
        await StreamingAsync(run, "a");
        var decoder = ChildProcesses.CommandLines(clip).Single();

        run.Feed.Publish([new CameraAssignment("a", CameraAddress.Parse("file:" + clip), watch: Watches.Forbidding(Whole))]);
        run.Feed.Publish([new CameraAssignment("a", CameraAddress.Parse("file:" + clip), fps: 7, watch: Watches.Forbidding(Whole))]);

        await Eventually.BecomesTrueAsync(() => ChildProcesses.CommandLines(clip) is [var line] && line != decoder && line.Contains("fps=7", StringComparison.Ordinal), "a new decoder");
    }

    [NeedsFact(Needs.Vtest)]
    public async Task Zones_DrawnWhileTheCameraRuns_AreInForceWithoutARestart()
    {
        var address = CameraAddress.Parse("file:" + TestSurroundings.VtestPath);
        await using var run = await BridgeRun.StartAsync(Options(modelWidth: 640), new CameraAssignment("a", address));
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Cameras is [{ SearchedFps: > 1 }], "searching");
        Assert.Empty(run.Events.Received);

        run.Feed.Publish([new CameraAssignment("a", address, watch: Watches.Forbidding(Whole))]);

        await Eventually.BecomesTrueAsync(() => !run.Events.Received.IsEmpty, "an intrusion");
        Assert.Equal(0, run.Bridge.Health().Cameras[0].Restarts);
        Assert.True(run.Bridge.Health().Cameras[0].IncomingFps > 1);
    }

    [NeedsFact(Needs.Vtest)]
    public async Task BusyCameras_OnOneWorker_DropTheirFramesAndDoNotDelayAQuietOne()
    {
        var address = CameraAddress.Parse("file:" + TestSurroundings.VtestPath);
        var options = Options(modelWidth: 480);
        options.Workers = 1;
        CameraAssignment[] cameras = [new("busy-1", address, fps: 30), new("busy-2", address, fps: 30), new("quiet", address, fps: 1)];
        await using var run = await BridgeRun.StartAsync(options, cameras);
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Cameras is [.., { AnalysedFps: > 0 }], "the quiet camera's first frames", 60);
        var before = run.Bridge.Health().Cameras;

        await Eventually.BecomesTrueAsync(
            () => run.Bridge.Health().Cameras.Zip(before).Take(2).All(pair => pair.First.Drops > pair.Second.Drops + 30), "drops of the busy cameras", 60);

        var lost = run.Bridge.Health().Cameras[2].Drops - before[2].Drops;
        Assert.True(lost <= 1, $"The quiet camera lost {lost} frames.");
    }

    [Fact]
    public async Task Model_ReplacedWhileACameraRuns_TakesOverWithoutARestartAndABrokenOneDoesNot()
    {
        var clip = Clips.Render(_folder);
        var manifest = TinyModels.Write(_folder, "operator", TinyModels.YoloV8(), ModelFamily.YoloV8);
        var options = new VideoOptions { CacheDirectory = _folder.Path, ModelManifest = manifest, ModelCheckInterval = TimeSpan.FromSeconds(1) };
        await using var run = await BridgeRun.StartAsync(options, Camera("a", clip));
        await StreamingAsync(run, "a");
        Assert.Equal(ExecutionProvider.Cpu, run.Bridge.Health().Provider);

        var next = TinyModels.Write(_folder, "better", TinyModels.YoloV8(factor: 0.5f), ModelFamily.YoloV8);
        File.Copy(next, manifest, overwrite: true);
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Model == "better", "the new model");
        File.WriteAllText(manifest, "{}");
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().RefusedModel is not null, "the refusal");

        var health = run.Bridge.Health();
        Assert.Equal("better", health.Model);
        Assert.Equal(0, health.Cameras[0].Restarts);
        await Eventually.BecomesTrueAsync(() => run.Bridge.Health().Cameras[0] is { State: SourceState.Streaming, AnalysedFps: > 0.5, LastFailure: null }, "analysis going on");
    }

    [Fact]
    public async Task BrokenCamera_BesideAGoodOne_LeavesTheGoodOneAlone()
    {
        var clip = Clips.Render(_folder);
        await using var run = await BridgeRun.StartAsync(Options(), Camera("bad", "/nonexistent.mp4"), Camera("good", clip));

        await StreamingAsync(run, "good");

        var health = run.Bridge.Health().Cameras;
        Assert.Equal(SourceState.Waiting, health[0].State);
        Assert.Contains("nonexistent", health[0].LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bridge_Stopped_LeavesNoProcessBehind()
    {
        var clip = Clips.Render(_folder);
        var run = await BridgeRun.StartAsync(Options(), Camera("a", clip), Camera("b", clip));
        await StreamingAsync(run, "a");

        await run.DisposeAsync();

        Assert.Empty(ChildProcesses.CommandLines(clip));
    }

    public void Dispose() => _folder.Dispose();

    private VideoOptions Options(int modelWidth = 160) => new() { CacheDirectory = _folder.Path, ModelManifest = LightModel.Write(_folder, modelWidth) };

    private static CameraAssignment Camera(string id, string clip) => new(id, CameraAddress.Parse("file:" + clip));

    private static Task StreamingAsync(BridgeRun run, string id) => Eventually.BecomesTrueAsync(
        () => run.Bridge.Health().Cameras.Any(camera => camera.CameraId == id && camera.State == SourceState.Streaming), $"camera {id} streaming");
}
