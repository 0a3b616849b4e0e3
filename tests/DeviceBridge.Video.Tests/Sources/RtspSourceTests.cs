using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class RtspSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_WithPassword_IsReadAndThePasswordIsOnNoCommandLine()
    {
        var clip = Clips.Render(_folder, seconds: 30);
        await using var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "h1dden pass");
        await using var run = new SourceRun($"rtsp://viewer:h1dden%20pass@{camera.Host}/stream");

        await run.FramesAsync(10);

        Assert.Equal(SourceState.Streaming, run.Source.Status.State);
        Assert.NotEmpty(ChildProcesses.CommandLines("ffmpeg"));
        Assert.DoesNotContain(ChildProcesses.CommandLines("ffmpeg"), line => line.Contains("h1dden", StringComparison.Ordinal));
    }

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_ThatGoesAway_IsRestartedWhenItIsBack()
    {
        var clip = Clips.Render(_folder, seconds: 2);
        await using var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "pass");
        var options = new VideoOptions { ShortestBackoff = TimeSpan.FromMilliseconds(100) };
        await using var run = new SourceRun($"rtsp://viewer:pass@{camera.Host}/stream", options);

        // The server ends the stream with its clip; a camera that reboots looks the same.
        await Eventually.BecomesTrueAsync(
            () => run.Source.Status is { Restarts: > 0, State: SourceState.Streaming }, "streaming again", 60);
    }

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_WithAWrongPassword_FailsWithoutTellingIt()
    {
        var clip = Clips.Render(_folder, seconds: 2);
        await using var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "right");
        await using var run = new SourceRun($"rtsp://viewer:wr0ng@{camera.Host}/stream");

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

        Assert.Contains("401", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
