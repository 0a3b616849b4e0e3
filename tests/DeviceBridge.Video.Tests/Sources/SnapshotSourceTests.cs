using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

/// <summary>Cameras that give one JPEG a request.</summary>
public sealed class SnapshotSourceTests
{
    private const string Password = "h1dden'pass";

    [Fact]
    public async Task SnapshotCamera_WithPassword_IsPolledAndThePasswordIsOnNoCommandLine()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        await using var run = new SourceRun(Wish(camera, Password));

        await run.FramesAsync(5);

        Assert.NotEmpty(ChildProcesses.CommandLines("mpjpeg"));
        Assert.Empty(ChildProcesses.CommandLines("h1dden"));
        Assert.Empty(ChildProcesses.CommandLines(camera.Host));
        var frame = run.Source.Frames.Peek()!;
        Assert.Equal(new FrameSize(320, 180), frame.Size);
        frame.Release();
    }

    [Fact]
    public async Task SnapshotCamera_ThatSendsSomethingElse_IsWaitingAndReadAgainWhenItIsBack()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        var options = new VideoOptions { ShortestBackoff = TimeSpan.FromMilliseconds(100), LongestBackoff = TimeSpan.FromSeconds(1) };
        await using var run = new SourceRun(Wish(camera, Password), options);
        await run.FramesAsync(2);

        camera.Broken = true;
        await Eventually.BecomesTrueAsync(() => run.Source.Status is { Restarts: > 0, LastFailure: { } why } && why.Contains("no JPEG", StringComparison.Ordinal), "the reason");
        camera.Broken = false;

        var before = run.Source.Status.Frames;
        await run.FramesAsync((int)before + 2);
    }

    [Fact]
    public async Task SnapshotCamera_WithAWrongPassword_FailsWithoutTellingIt()
    {
        await using var camera = await MjpegCamera.StartAsync("viewer", Password);
        await using var run = new SourceRun(Wish(camera, "wr0ng"));

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

        Assert.Contains("401", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0xFF, 0xD8 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xC0, 0, 17, 8, 0, 1, 0, 1, 3, 1, 1 })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void JpegSize_OfAnythingButAPicture_IsNull(byte[] bytes) => Assert.Null(JpegSize.Read(bytes));

    private static CameraAssignment Wish(MjpegCamera camera, string password) =>
        new("camera-1", CameraAddress.Parse($"http://viewer:{Uri.EscapeDataString(password)}@{camera.Host}/still.jpg"), fps: 10, analysisWidth: 320) { Reading = CameraReading.Snapshots };
}
