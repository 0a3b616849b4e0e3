using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Sources;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.EndToEnd;

[Collection(ModelsCollection.Name)]
public sealed class VtestIntrusionTests(PreparedModels models, ITestOutputHelper output)
{
    // The crossing of the paths, where people of vtest.avi walk all the time.
    private static readonly Zone Crossing = new("crossing", [new(0.2, 0.3), new(0.9, 0.3), new(0.9, 0.95), new(0.2, 0.95)]);

    [NeedsFact(Needs.Vtest)]
    public async Task Vtest_WithTheBuiltInDetector_RaisesAnIntrusionAndSaysReducedAccuracy()
    {
        using var cache = new TemporaryFolder();
        var options = new VideoOptions { CacheDirectory = cache.Path };

        var (observation, health) = await FirstIntrusionAsync(options);

        Assert.True(health.ReducedAccuracy);
        Assert.Contains("HOG", health.Reason, StringComparison.Ordinal);
        Assert.Contains(observation.Reasons, reason => reason.Code == ObservationReason.ReducedAccuracy);
    }

    [NeedsFact(Needs.Vtest | Needs.ModelPackage)]
    public async Task Vtest_WithNanoDet_RaisesAnIntrusionWithAStillOfThePerson()
    {
        var (observation, health) = await FirstIntrusionAsync(new VideoOptions { CacheDirectory = models.Cache });

        Assert.False(health.ReducedAccuracy, health.Reason);
        Assert.Equal("nanodet-g-320", observation.Model);
        Assert.InRange(observation.Confidence, 0.35, 1);
    }

    [NeedsFact(Needs.Vtest | Needs.ModelPackage | Needs.GroundTruth)]
    public async Task Vtest_WithNanoDet_DrawsTheBoxWhereAPersonTrulyIs()
    {
        var (observation, _) = await FirstIntrusionAsync(new VideoOptions { CacheDirectory = models.Cache });

        var frame = FrameShown(observation.PlainStill);
        var overlap = new GroundTruth().Persons(frame).Max(person => person.Overlap(observation.Box));
        output.WriteLine($"frame {frame}, overlap {overlap:F2}");
        Assert.True(overlap > 0.5f, $"Overlap with the nearest person of frame {frame} is {overlap:F2}.");
    }

    // The frame of the clip, counted from 1, that looks most like the still.
    private static int FrameShown(byte[] jpeg)
    {
        using var still = Cv2.ImDecode(jpeg, ImreadModes.Color);
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        using var scaled = new Mat();
        var best = (Frame: 0, Difference: double.MaxValue);
        for (var frame = 1; video.Read(picture) && !picture.Empty(); frame++)
        {
            Cv2.Resize(picture, scaled, still.Size());
            var difference = Cv2.Norm(still, scaled, NormTypes.L1);
            if (difference < best.Difference)
                best = (frame, difference);
        }
        return best.Frame;
    }

    private async Task<(CameraObservation Observation, VideoHealth Health)> FirstIntrusionAsync(VideoOptions options)
    {
        var camera = new CameraAssignment("camera-1", CameraAddress.Parse("file:" + TestSurroundings.VtestPath), watch: Watches.Forbidding(Crossing));
        await using var run = await BridgeRun.StartAsync(options, camera);
        await Eventually.BecomesTrueAsync(() => !run.Events.Received.IsEmpty, "an intrusion on vtest.avi", 60);
        Assert.True(run.Events.Received.TryPeek(out var observation));
        var health = run.Bridge.Health();
        output.WriteLine($"{observation.Model}: {observation.Confidence} at {observation.Box}, {string.Join(", ", observation.Reasons)}");
        output.WriteLine($"{health}");
        output.WriteLine($"{health.Cameras[0]}");
        AssertStill(observation);
        Assert.NotNull(run.Bridge.LatestSnapshot("camera-1"));
        return (observation, health);
    }

    private static void AssertStill(CameraObservation observation)
    {
        Assert.Equal("intrusion", observation.Type);
        Assert.Equal("crossing", observation.Zone);
        var (footX, footY) = observation.Box.Foot;
        Assert.True(Crossing.Contains(footX, footY), $"Foot {footX},{footY} is outside.");
        using var still = Cv2.ImDecode(observation.Still, ImreadModes.Color);
        using var plain = Cv2.ImDecode(observation.PlainStill, ImreadModes.Color);
        Assert.Equal(new Size(640, 480), still.Size());
        using var difference = new Mat();
        Cv2.Absdiff(still, plain, difference);
        var edge = (X: (int)((observation.Box.X + observation.Box.Width / 2) * 640), Y: (int)(observation.Box.Y * 480));
        using var around = new Mat(difference, new Rect(edge.X - 2, Math.Max(0, edge.Y - 2), 5, 5));
        Assert.True(Cv2.Mean(around).Val2 > 20, "The person's box is not drawn in the still.");
    }
}
