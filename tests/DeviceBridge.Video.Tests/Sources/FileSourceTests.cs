using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

public sealed class FileSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task File_Played_GivesScaledFramesAndStartsOverAtItsEnd()
    {
        var clip = Clips.Render(_folder, seconds: 1);
        await using var run = new SourceRun("file:" + clip);

        await run.FramesAsync(25); // at 10 a second more than the clip holds

        Assert.Equal(SourceState.Streaming, run.Source.Status.State);
        Assert.Equal(0, run.Source.Status.Restarts);
        var frame = run.Source.Frames.Peek()!;
        Assert.Equal(new FrameSize(320, 180), frame.Size);
        Assert.True(Cv2.Mean(frame.Picture).Val1 > 20, "The picture is black.");
        frame.Release();
    }

    [Fact]
    public async Task File_NobodyTakesFramesOf_CountsDropsAndKeepsTheNewest()
    {
        await using var run = new SourceRun("file:" + Clips.Render(_folder));
        await run.FramesAsync(5);

        var status = run.Source.Status;

        Assert.InRange(status.Drops, status.Frames - 1, status.Frames - 1);
        var frame = run.Source.Frames.Take()!;
        Assert.True(frame.At >= status.LastFrameAt);
        frame.Release();
    }

    [Fact]
    public async Task Source_Stopped_LeavesNoProcessBehind()
    {
        var clip = Clips.Render(_folder);
        var run = new SourceRun("file:" + clip);
        await run.FramesAsync(2);
        Assert.Single(ChildProcesses.CommandLines(clip));

        await run.DisposeAsync();

        Assert.Empty(ChildProcesses.CommandLines(clip));
        Assert.Equal(SourceState.Stopped, run.Source.Status.State);
        Assert.Null(run.Source.Frames.Peek());
    }

    [Fact]
    public async Task File_ThatIsMissing_WaitsAndSaysSo()
    {
        await using var run = new SourceRun("file:/nonexistent/clip.mp4");

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

        Assert.Contains("/nonexistent/clip.mp4", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_WithoutVideo_WaitsAndSaysSo()
    {
        var text = _folder.File("not a clip.mp4");
        await File.WriteAllTextAsync(text, "hello");
        await using var run = new SourceRun("file:" + text);

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

        Assert.Contains("No video stream", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
