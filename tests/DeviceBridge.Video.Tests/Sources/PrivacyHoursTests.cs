using Microsoft.Extensions.Time.Testing;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

/// <summary>Hours in which a camera is not read at all, with a decoder played by a script and a clock that the test moves.</summary>
public sealed class PrivacyHoursTests : IDisposable
{
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task PrivacyHours_OverMidnight_StopTheDecoderAndGiveItBack()
    {
        // 21:59:58 in the city; private from 22:00 to 06:00.
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 4, 12, 59, 58, TimeSpan.Zero));
        var watch = CameraWatch.None with { PrivacyHours = [new WeeklyHours(EveryDay, new TimeOnly(22, 0), new TimeOnly(6, 0))] };
        var options = Options("head -c 172800 /dev/zero; sleep 1000");
        var camera = new CameraAssignment("camera-1", CameraAddress.Parse("file:" + _folder.File("clip.mp4")), fps: 10, analysisWidth: 320, watch);
        await using var run = new SourceRun(camera, options, time, at => camera.Watch.IsPrivate(CityClock.Local(at)));
        await run.FramesAsync(1);

        time.Advance(TimeSpan.FromSeconds(3));

        await Eventually.BecomesTrueAsync(() => run.Source.Status.State == SourceState.Private, "not read");
        Assert.Empty(ChildProcesses.CommandLines(options.FfmpegPath));
        Assert.Null(run.Source.Frames.Peek());
        Assert.Equal((0, (string?)null), (run.Source.Status.Restarts, run.Source.Status.LastFailure));
        time.Advance(TimeSpan.FromHours(7.9));
        Assert.Equal((SourceState.Private, 1L), (run.Source.Status.State, run.Source.Status.Frames));

        time.Advance(TimeSpan.FromHours(0.1));
        await Eventually.BecomesTrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return run.Source.Status.Frames == 2;
            },
            "read again");
    }

    [Theory]
    [InlineData("2026-05-04T21:59:59", false)]
    [InlineData("2026-05-04T22:00:00", true)]
    [InlineData("2026-05-05T00:00:00", true)]
    [InlineData("2026-05-05T05:59:59", true)]
    [InlineData("2026-05-05T06:00:00", false)]
    [InlineData("2026-05-05T23:00:00", false)]
    public void Hours_OfOneNight_EndTheNextMorning(string local, bool inside)
    {
        var night = new WeeklyHours([DayOfWeek.Monday], new TimeOnly(22, 0), new TimeOnly(6, 0));

        Assert.Equal(inside, night.Contains(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture)));
    }

    public void Dispose() => _folder.Dispose();

    private VideoOptions Options(string decoder)
    {
        File.WriteAllText(_folder.File("clip.mp4"), "the scripts do not read it");
        return new VideoOptions
        {
            FfprobePath = _folder.Script("probe", "echo '{\"streams\":[{\"width\":320,\"height\":180}]}'"),
            FfmpegPath = _folder.Script("decoder", decoder),
        };
    }
}
