using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.Evidence;

namespace SafetyHub.DeviceBridge.Video.Tests.Evidence;

/// <summary>From a running camera to a clip of a moment, with real decoders.</summary>
public sealed class ClipTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly VideoOptions _video = new();
    private readonly RecordingOptions _recording;
    private readonly RecordingState _state = new();
    private readonly KeptEvidence _kept;
    private readonly ClipRecorder _recorder;
    private readonly CancellationTokenSource _stop = new();
    private Task _camera = Task.CompletedTask;

    public ClipTests()
    {
        _recording = new RecordingOptions
        {
            Folder = _folder.File("ring"), Before = TimeSpan.FromSeconds(2), After = TimeSpan.FromSeconds(2), SegmentLength = TimeSpan.FromSeconds(1), DiskFloor = 0,
        };
        _kept = new KeptEvidence(_folder.Path);
        _recorder = Recorder();
    }

    [Fact]
    public async Task Clip_OfAMoment_IsTheStreamAsItCameFromBeforeToAfterWithoutSound()
    {
        var ring = Start("file:" + Clips.Render(_folder));
        await Eventually.BecomesTrueAsync(() => ring.Segments().Count(piece => !piece.IsOpen) >= 3, "three pieces");
        var at = TimeProvider.System.GetUtcNow();

        _recorder.Request(Observation("camera-1", at), ring, Masks(at));
        await MadeAsync(1);

        var (facts, file, masks) = _kept.Clips.Single();
        Assert.Equal((EvidenceKind.Clip, "camera-1/o1"), (facts.Kind, facts.SignalId));
        Assert.False(facts.Partial, $"{facts} of {string.Join(", ", ring.Segments())}");
        Assert.True(facts.From <= at - TimeSpan.FromSeconds(1) && facts.To >= at + _recording.After, $"{facts.From:O} to {facts.To:O} around {at:O}");
        Assert.Equal("h264", await ProbeAsync(file));
        Assert.InRange(await SecondsAsync(file), 3, 9);
        Assert.NotNull(MaskTrack.Read(masks));
        Assert.Empty(Directory.GetFiles(ring.Folder, "*.wanted.json"));
    }

    [Fact]
    public async Task Clip_OfAnMjpegCamera_IsEncodedForTheBrowserOnceAndNotWhileItRuns()
    {
        await using var camera = await MjpegCamera.StartAsync("user", "secret");
        var ring = Start($"http://user:secret@{camera.Host}/video.mjpg");
        await Eventually.BecomesTrueAsync(() => ring.Segments().Count(piece => !piece.IsOpen) >= 2, "two pieces");
        Assert.Equal("mjpeg", await ProbeAsync(ring.Segments().First(piece => !piece.IsOpen).Path));

        _recorder.Request(Observation("camera-1", TimeProvider.System.GetUtcNow()), ring, new MaskBook(_recording.Kept));
        await MadeAsync(1);

        Assert.Equal("h264", await ProbeAsync(_kept.Clips.Single().File));
    }

    [Fact]
    public async Task Clip_CameraStoppedInTheMiddle_IsMadeFromWhatThereIsAndSaysSo()
    {
        var ring = Start("file:" + Clips.Render(_folder));
        await Eventually.BecomesTrueAsync(() => ring.Segments().Count(piece => !piece.IsOpen) >= 2, "two pieces");
        _recorder.Request(Observation("camera-1", TimeProvider.System.GetUtcNow()), ring, new MaskBook(_recording.Kept));
        await _stop.CancelAsync();
        await _camera;

        await _recorder.StopAsync();

        Assert.True(_kept.Clips.Single().Facts.Partial);
        Assert.Equal(1, _state.Partial);
    }

    [Fact]
    public async Task Observations_ShortlyAfterEachOther_ShareAClipAndEachHasIt()
    {
        var ring = Start("file:" + Clips.Render(_folder));
        await Eventually.BecomesTrueAsync(() => ring.Segments().Any(piece => !piece.IsOpen), "a piece");
        var at = TimeProvider.System.GetUtcNow();
        _recorder.Request(Observation("camera-1", at), ring, new MaskBook(_recording.Kept));
        _recorder.Request(Observation("camera-1", at.AddSeconds(0.5), "o2"), ring, new MaskBook(_recording.Kept));
        await MadeAsync(2);
        Assert.Equal(["camera-1/o1", "camera-1/o2"], _kept.Clips.Select(clip => clip.Facts.SignalId).Order());
        var files = _kept.Clips.Select(clip => clip.File).ToArray();
        Assert.Equal(await File.ReadAllBytesAsync(files[0]), await File.ReadAllBytesAsync(files[1]));
    }

    [Fact]
    public async Task Wish_OfAHubThatWasKilled_IsFulfilledByTheNextOne()
    {
        var ring = Start("file:" + Clips.Render(_folder));
        await Eventually.BecomesTrueAsync(() => ring.Segments().Count(piece => !piece.IsOpen) >= 2, "two pieces");
        _recorder.Request(Observation("camera-1", TimeProvider.System.GetUtcNow()), ring, new MaskBook(_recording.Kept));
        await File.WriteAllTextAsync(Path.Combine(ring.Folder, "1.wanted.json"), "{half");
        await _stop.CancelAsync();
        await _camera;

        using var next = Recorder();
        next.Start();
        await next.StopAsync();

        var clip = _kept.Clips.Single();
        Assert.Equal("camera-1/o1", clip.Facts.SignalId);
        Assert.Null(clip.Masks); // nobody knows any more where people were: all of it is masked
        Assert.Empty(Directory.GetFiles(ring.Folder, "*.wanted.json"));
    }

    [Fact]
    public async Task Clip_OfATimeWithoutARecording_IsCountedAsLost()
    {
        var ring = _recorder.RingOf("camera-1")!;
        _recorder.Request(Observation("camera-1", TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(5)), ring, new MaskBook(_recording.Kept));
        await _recorder.MakeDueAsync(CancellationToken.None);
        Assert.Equal((0, 1), (_state.Made, _state.Lost));
    }

    [Fact]
    public void Recording_SwitchedOff_LeavesNoFolder()
    {
        _recording.Enabled = false;
        Assert.Null(_recorder.RingOf("camera-1"));
        _recorder.Start();
        Assert.False(Directory.Exists(_recording.Folder));
    }

    [Fact]
    public async Task Ring_BeyondItsBounds_LosesTheOldestPieces()
    {
        var ring = Start("file:" + Clips.Render(_folder, size: "1280x720"));
        await Eventually.BecomesTrueAsync(() => ring.Segments().Count(piece => !piece.IsOpen) >= 3, "three pieces");
        await _stop.CancelAsync();
        await _camera;
        var pieces = ring.Segments();
        _recording.CameraBytes = pieces.Max(piece => piece.Bytes);
        new RingKeeper(_recorder, _recording, _state, TimeProvider.System, NullLogger<RingKeeper>.Instance).Trim();
        var left = ring.Segments();
        Assert.True(left.Count < pieces.Count && left.Sum(piece => piece.Bytes) <= _recording.CameraBytes);
        Assert.Equal(pieces.TakeLast(left.Count).Select(piece => piece.Path), left.Select(piece => piece.Path));
        _recording.DiskFloor = long.MaxValue;
        new RingKeeper(_recorder, _recording, _state, TimeProvider.System, NullLogger<RingKeeper>.Instance).Trim();
        Assert.Empty(ring.Segments());
        Assert.True(_state.ShortOfRoom);
    }

    [Fact]
    public async Task MaskedVersion_OfAClip_HidesWhoWasThereAndEverythingWhereNobodyKnows()
    {
        var clip = Clips.Render(_folder, seconds: 3);
        var renderer = new ClipRenderer(_video, _recording, new PrivacyOptions());
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var pages = Enumerable.Range(0, 16).Select(i => new MaskPage(start.AddSeconds(i * 0.2), [new MaskRegion(new Box(0.2f, 0.2f, 0.2f, 0.3f), Whole: true)])).ToArray();
        await renderer.RenderAsync(clip, MaskTrack.Read(MaskTrack.Write(pages, start)), _folder.File("known.mp4"), CancellationToken.None);
        await renderer.RenderAsync(clip, null, _folder.File("unknown.mp4"), CancellationToken.None);
        Assert.Equal("h264", await ProbeAsync(_folder.File("known.mp4")));
        using var original = await FrameAsync(clip);
        using var known = await FrameAsync(_folder.File("known.mp4"));
        using var unknown = await FrameAsync(_folder.File("unknown.mp4"));
        var person = new Rect(134, 76, 116, 96); // well inside what is masked
        var street = new Rect(400, 200, 200, 120);
        Assert.True(Edges(known, person) < 0.5 * Edges(original, person), $"{Edges(known, person)} of {Edges(original, person)}");
        Assert.True(Edges(known, street) > 0.7 * Edges(original, street), $"{Edges(known, street)} of {Edges(original, street)}");
        Assert.True(Edges(unknown, street) < 0.5 * Edges(original, street), $"{Edges(unknown, street)} of {Edges(original, street)}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _camera;
        _recorder.Dispose();
        _stop.Dispose();
        _folder.Dispose();
    }

    private ClipRecorder Recorder() =>
        new(new ClipMaker(_video, _recording), _recording, _kept, _state, TimeProvider.System, NullLogger<ClipRecorder>.Instance);

    private RingFolder Start(string address)
    {
        var ring = _recorder.RingOf("camera-1")!;
        var source = new CameraSource(new CameraAssignment("camera-1", CameraAddress.Parse(address)), _video, TestMetrics.Create(), TimeProvider.System, NullLogger.Instance, () => { }) { Ring = ring };
        _camera = Task.Run(() => source.RunAsync(_stop.Token));
        return ring;
    }

    private Task MadeAsync(int clips) => Eventually.BecomesTrueAsync(() =>
    {
        _recorder.MakeDueAsync(CancellationToken.None).GetAwaiter().GetResult();
        return _kept.Clips.Count >= clips || _state.Lost > 0;
    }, "the clip");

    private static MaskBook Masks(DateTimeOffset at)
    {
        var book = new MaskBook(TimeSpan.FromMinutes(1));
        book.Add(at, []);
        return book;
    }

    private static CameraObservation Observation(string camera, DateTimeOffset at, string id = "o1") => new()
    {
        ObservationId = id, CameraId = camera, At = at, Type = "intrusion", Confidence = 1, Box = new Box(0, 0, 0.1f, 0.1f), Still = [], PlainStill = [], Reasons = [], Model = "test",
    };

    private async Task<string> ProbeAsync(string file) => (await FfmpegTool.RunAsync(
        _video.FfprobePath, ["-v", "error", "-show_entries", "stream=codec_name", "-of", "csv=p=0", file], CancellationToken.None)).Trim().Trim(',');

    private async Task<double> SecondsAsync(string file) => double.Parse(await FfmpegTool.RunAsync(
        _video.FfprobePath, ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", file], CancellationToken.None), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<Mat> FrameAsync(string file)
    {
        var png = file + ".png";
        await FfmpegTool.RunAsync(_video.FfmpegPath, ["-v", "error", "-y", "-ss", "1", "-i", file, "-frames:v", "1", "-vf", "scale=640:360", png], CancellationToken.None);
        return Cv2.ImRead(png);
    }

    private static double Edges(Mat picture, Rect part)
    {
        using var area = new Mat(picture, part);
        using var edges = new Mat();
        Cv2.Laplacian(area, edges, MatType.CV_32F);
        Cv2.MeanStdDev(edges, out _, out var deviation);
        return deviation.Val1;
    }
}
