using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class HttpSourceTests
{
    private const string Password = "h1dden'pass";

    [Fact]
    public async Task MjpegCamera_WithPassword_IsReadAndThePasswordIsOnNoCommandLine()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        await using var run = new SourceRun($"http://viewer:{Uri.EscapeDataString(Password)}@{camera.Host}/video.mjpg");

        await run.FramesAsync(10);

        Assert.NotEmpty(ChildProcesses.CommandLines("ffmpeg"));
        Assert.Empty(ChildProcesses.CommandLines("h1dden"));
        Assert.Empty(ChildProcesses.CommandLines(camera.Host));
    }

    [Fact]
    public async Task MjpegCamera_ThatHangsUp_IsOpenedAgain()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        var options = new VideoOptions { ShortestBackoff = TimeSpan.FromMilliseconds(100) };
        await using var run = new SourceRun($"http://viewer:{Uri.EscapeDataString(Password)}@{camera.Host}/video.mjpg", options);
        await run.FramesAsync(3);
        var before = run.Source.Status;

        camera.HangUp();

        await Eventually.BecomesTrueAsync(
            () => run.Source.Status.Restarts > before.Restarts && run.Source.Status.State == SourceState.Streaming,
            "streaming again");
        Assert.True(camera.Viewers > 1);
    }

    [Fact]
    public async Task MjpegCamera_WithAWrongPassword_FailsWithoutTellingIt()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        await using var run = new SourceRun($"http://viewer:wr0ng@{camera.Host}/video.mjpg");

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

        Assert.Contains("401", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }
}
