using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

/// <summary>A person who does not move is still there: the track outlives the motion and is looked at again on a timer.</summary>
public sealed class StillPersonTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly PersonDetector _detector;
    private readonly IDetectionLane _lane;
    private readonly SceneAnalysis _analysis;
    private readonly VideoFrame _frame = new FramePool(new FrameSize(360, 360), 1).TryRent()!;
    private readonly CameraAssignment _camera = new("camera", CameraAddress.Parse("file:/none.mp4"));
    private int _frames;

    public StillPersonTests()
    {
        // It sees somebody in every bright picture.
        _detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8));
        _lane = _detector.CreateLane();
        _analysis = new SceneAnalysis("camera", new SceneParts(new VideoOptions(), TestMetrics.Create(), TimeProvider.System, NullLogger.Instance), _ => { });
    }

    [Fact]
    public void Person_WhoStandsStillForTwoMinutes_IsOneTrackLookedAtEveryTwoSeconds()
    {
        Look(200, 25); // seen and confirmed while the first searches run
        var track = Assert.Single(_analysis.Tracks).Id;
        Assert.True(_analysis.FollowsSomebody);

        var searches = Look(200, 600);

        Assert.InRange(searches, 58, 62);
        var still = Assert.Single(_analysis.Tracks);
        Assert.Equal((track, true), (still.Id, still.Confirmed));
    }

    [Fact]
    public void Person_WhoIsGoneWhenLookedAtAgain_IsLostAfterAFewMoreLooks()
    {
        Look(200, 25);

        Look(0, 60); // in the dark this model sees nobody

        Assert.Empty(_analysis.Tracks);
        Assert.False(_analysis.FollowsSomebody);
    }

    public void Dispose()
    {
        _analysis.Dispose();
        _lane.Dispose();
        _detector.Dispose();
        _folder.Dispose();
    }

    private int Look(int brightness, int frames)
    {
        var searches = 0;
        for (var i = 0; i < frames; i++, _frames++)
        {
            _frame.Picture.SetTo(Scalar.All(brightness));
            _frame.At = Start.AddSeconds(_frames * 0.2);
            _analysis.Analyse(_frame, _camera, _lane, new ChosenModel(_detector, null));
            searches += _analysis.Searched ? 1 : 0;
        }
        return searches;
    }
}
