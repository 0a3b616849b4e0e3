using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.Devices;

namespace SafetyHub.DeviceBridge.Video.Tests.Sources;

/// <summary>What decodes, which stream is taken, and streams that are broken; real ffmpeg.</summary>
public sealed class DecodingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Hardware_ThatThisFfmpegDoesNotHave_IsLeftForTheProcessorWithTheReason()
    {
        var clip = Clips.Render(_folder);
        var options = new VideoOptions { FfmpegPath = _folder.Script("ffmpeg", "case \"$*\" in *-hwaccels*) printf 'Hardware acceleration methods:\\nvdpau\\n';; *) exec ffmpeg \"$@\";; esac") };
        await using var run = new SourceRun(Wish(clip) with { Decoding = CameraDecoding.Qsv }, options);

        await run.FramesAsync(3);

        Assert.Equal("software", run.Source.Status.Decoding);
        Assert.Contains("has no qsv", run.Source.Status.DecodingReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hardware_WithoutItsDevice_IsLeftForTheProcessorAfterOneTry()
    {
        var clip = Clips.Render(_folder);
        var script = "case \"$*\" in *-hwaccels*) printf 'vaapi\\n';; *'-hwaccel vaapi'*) echo 'No device available for decoder' >&2; exit 1;; *) exec ffmpeg \"$@\";; esac";
        var options = new VideoOptions { FfmpegPath = _folder.Script("ffmpeg", script), ShortestBackoff = TimeSpan.FromMilliseconds(100) };
        await using var run = new SourceRun(Wish(clip) with { Decoding = CameraDecoding.Vaapi }, options);

        await run.FramesAsync(3);

        Assert.Equal(("software", 1), (run.Source.Status.Decoding, run.Source.Status.Restarts));
        Assert.Contains("No device available", run.Source.Status.DecodingReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubStream_WhereOffered_IsReadInsteadOfTheMainStream()
    {
        var clip = Clips.Render(_folder);
        var wish = Wish("/nonexistent/main.mp4") with { SubStream = CameraAddress.Parse("file:" + clip) };
        await using var run = new SourceRun(wish);

        await run.FramesAsync(3);

        Assert.False(wish.HasSameSource(wish with { SubStream = null }));
    }

    [Fact]
    public async Task Stream_WithDamagedData_IsReadOnAndNeverMoreThanASourceFailure()
    {
        var clip = Clips.Render(_folder, seconds: 6);
        var bytes = await File.ReadAllBytesAsync(clip);
        var random = new Random(3);
        for (var i = 0; i < 400; i++)
            bytes[random.Next(2000, bytes.Length - 20_000)] ^= (byte)random.Next(1, 256);
        await File.WriteAllBytesAsync(clip, bytes);
        await using var run = new SourceRun(Wish(clip));

        await run.FramesAsync(80); // beyond the end of the clip: it was opened again or looped, damaged as it is

        Assert.True(run.Source.Status.Frames >= 80);
    }

    [Fact]
    public async Task Stream_OfNoise_IsAFailureWithAReasonAndIsTriedAgain()
    {
        var clip = _folder.File("noise.mp4");
        var noise = new byte[200_000];
        new Random(5).NextBytes(noise);
        await File.WriteAllBytesAsync(clip, noise);
        await using var run = new SourceRun(Wish(clip), new VideoOptions { ShortestBackoff = TimeSpan.FromMilliseconds(100) });

        await Eventually.BecomesTrueAsync(() => run.Source.Status.Restarts >= 2, "tried again");

        Assert.Contains("No video stream", run.Source.Status.LastFailure, StringComparison.Ordinal);
        Assert.Equal(0, run.Source.Status.Frames);
    }

    public void Dispose() => _folder.Dispose();

    private static CameraAssignment Wish(string clip) => new("camera-1", CameraAddress.Parse("file:" + clip), fps: 10, analysisWidth: 320);
}
