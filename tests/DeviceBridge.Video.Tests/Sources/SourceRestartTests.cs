using Microsoft.Extensions.Time.Testing;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

/// <summary>Decoders that die, hang and stammer, played by small scripts, with a clock that the test moves.</summary>
public sealed class SourceRestartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly string _clip;

    public SourceRestartTests()
    {
        _clip = _folder.File("clip.mp4");
        File.WriteAllText(_clip, "the scripts do not read it");
    }

    [Fact]
    public async Task Decoder_ThatHangs_IsKilledAfterTheStallTimeAndStartedAgain()
    {
        var options = Options("echo start >> \"$0.starts\"; head -c 172800 /dev/zero; sleep 1000");
        await using var run = new SourceRun("file:" + _clip, options, _time);
        await run.FramesAsync(1);

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(SourceState.Streaming, run.Source.Status.State);
        _time.Advance(TimeSpan.FromSeconds(2));

        await WaitingAsync(run);
        Assert.Null(run.Source.Frames.Peek());
        Assert.Contains("No frame for 10 s", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.Empty(ChildProcesses.CommandLines(options.FfmpegPath));
        await StartedAgainAsync(run, frames: 2);
        Assert.Equal(2, Starts(options));
        Assert.Equal(1, run.Source.Status.Restarts);
    }

    [Fact]
    public async Task Decoder_ThatEnds_IsStartedAgainOnlyAfterTheWait()
    {
        var options = Options("echo start >> \"$0.starts\"; head -c 172800 /dev/zero; echo gone >&2");
        await using var run = new SourceRun("file:" + _clip, options, _time);

        await WaitingAsync(run);
        Assert.Contains("gone", run.Source.Status.LastFailure, StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        Assert.Equal(1, Starts(options));

        await StartedAgainAsync(run, frames: 2);
    }

    [Fact]
    public async Task Decoder_ThatEndsInsideAFrame_GivesOnlyWholeFrames()
    {
        var options = Options("head -c 180000 /dev/zero");
        await using var run = new SourceRun("file:" + _clip, options, _time);

        await WaitingAsync(run);

        Assert.Equal(1, run.Source.Status.Frames);
    }

    [Fact]
    public async Task Decoder_ThatIsNotInstalled_IsAFailureOfTheSourceOnly()
    {
        var options = Options("exit 0");
        options.FfmpegPath = "/nonexistent/ffmpeg";
        await using var run = new SourceRun("file:" + _clip, options, _time);

        await WaitingAsync(run);

        Assert.Contains("could not be started", run.Source.Status.LastFailure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_ThatHangs_IsGivenUpAndKilled()
    {
        var options = Options("exit 0");
        options.FfprobePath = _folder.Script("hanging-probe", "sleep 1000");
        await using var run = new SourceRun("file:" + _clip, options, _time);
        await Eventually.BecomesTrueAsync(() => ChildProcesses.CommandLines(options.FfprobePath).Length > 0, "the probe runs");

        _time.Advance(TimeSpan.FromSeconds(16));

        await WaitingAsync(run);
        Assert.Contains("did not tell its picture size", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.Empty(ChildProcesses.CommandLines(options.FfprobePath));
    }

    public void Dispose() => _folder.Dispose();

    // 320 x 180 x 3 = 172,800 bytes a frame.
    private VideoOptions Options(string decoder) => new()
    {
        FfprobePath = _folder.Script("probe", "echo '{\"streams\":[{\"width\":320,\"height\":180}]}'"),
        FfmpegPath = _folder.Script("decoder", decoder),
    };

    private static int Starts(VideoOptions options) => File.ReadLines(options.FfmpegPath + ".starts").Count();

    private static Task WaitingAsync(SourceRun run) => Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Waiting, "waiting");

    private async Task StartedAgainAsync(SourceRun run, int frames)
    {
        // The source may not have armed its wait when its state is already visible, so the clock is moved until it has.
        await Eventually.BecomesTrueAsync(
            () =>
            {
                if (run.Source.Status.State == SourceState.Waiting)
                    _time.Advance(TimeSpan.FromSeconds(1));
                return run.Source.Status.Frames >= frames;
            },
            "frames after the restart");
    }
}
