using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.Devices;

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

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_WithSound_IsAskedForItsVideoOnly()
    {
        var clip = Clips.Render(_folder, seconds: 30);
        await using var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "pass", sound: true);
        await using var run = new SourceRun($"rtsp://viewer:pass@{camera.Host}/stream");

        await run.FramesAsync(5);

        Assert.NotEmpty(camera.Asked);
        Assert.All(camera.Asked, asked => Assert.StartsWith("/stream/stream=0 ", asked, StringComparison.Ordinal));
    }

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_OverUdp_IsReadByDatagrams()
    {
        var clip = Clips.Render(_folder, seconds: 30);
        await using var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "pass");
        var wish = new CameraAssignment("camera-1", CameraAddress.Parse($"rtsp://viewer:pass@{camera.Host}/stream"), fps: 10, analysisWidth: 320) { Transport = CameraTransport.Udp };
        await using var run = new SourceRun(wish);

        await run.FramesAsync(5);

        Assert.All(camera.Asked, asked => Assert.Contains("RTP/AVP/UDP", asked, StringComparison.Ordinal));
    }

    [NeedsFact(Needs.RtspServer)]
    public async Task RtspCamera_Unplugged_IsWaitingWithTheReasonAndWithoutAPicture()
    {
        var clip = Clips.Render(_folder, seconds: 30);
        var camera = await RtspCamera.StartAsync(_folder, clip, "viewer", "pass");
        var options = new VideoOptions { StallTimeout = TimeSpan.FromSeconds(2), LongestBackoff = TimeSpan.FromSeconds(1) };
        await using var run = new SourceRun($"rtsp://viewer:pass@{camera.Host}/stream", options);
        await run.FramesAsync(5);

        await camera.DisposeAsync();

        await Eventually.BecomesTrueAsync(() => run.Source.Status is { Restarts: >= 2, State: SourceState.Waiting }, "the source tries again");
        Assert.Null(run.Source.Frames.Peek());
        Assert.Contains("refused", run.Source.Status.LastFailure, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("pass", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
