using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Behaviours.Fall;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.DeviceBridge.Video.Tracking;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours.Fall;

/// <summary>Real people: one fall of each subject and one clip of daily life.</summary>
[Collection(ModelsCollection.Name)]
public sealed class FallFootageTests(PreparedModels models)
{
    [NeedsFact(Needs.ModelPackage | Needs.Footage)]
    public void RealFall_InABrightRoom_IsFoundAfterItBegan() => Assert.InRange(Assert.Single(Alarms("s1_Fall_14")), 0.3, 5);

    [NeedsFact(Needs.ModelPackage | Needs.Footage)]
    public void RealFall_InADimRoom_IsFoundAfterItBegan() => Assert.InRange(Assert.Single(Alarms("s2_Fall_13")), 2.5, 8);

    [NeedsFact(Needs.ModelPackage | Needs.Footage)]
    public void RealPerson_BendingFromAChair_IsNotReported() => Assert.Empty(Alarms("s1_ADL_16"));

    private List<double> Alarms(string clip)
    {
        using var detector = PersonDetector.Load(ModelSetup.ManifestPath(models.Cache, 320));
        using var lane = detector.CreateLane();
        using var fall = new FallBehaviour(new FallOptions());
        using var video = new VideoCapture(TestSurroundings.SharedFile($"footage/falls/{clip}.mp4"));
        using var picture = new Mat();
        using var scaled = new Mat();
        var (tracker, search) = (new PersonTracker(0.35f, 3, TimeSpan.FromSeconds(2)), new LaneSearch());
        var (alarms, found, findings) = (new List<double>(), new List<Sighting>(), new List<Finding>());
        search.Use(lane, 0.35f);
        var step = (int)Math.Round(video.Fps / 5);
        for (var frame = 0; video.Read(picture) && !picture.Empty(); frame++)
        {
            if (frame % step != 0)
                continue;
            Cv2.Resize(picture, scaled, new Size(640, 640 * picture.Height / picture.Width), 0, 0, InterpolationFlags.Area);
            var at = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(frame / video.Fps);
            lane.Detect(scaled, 0.21f, found);
            tracker.Update(found, at);
            fall.Observe(new Scene { At = at, Tracks = tracker.Tracks, Zones = [Zone.WholePicture], Picture = scaled, Search = search }, findings);
            alarms.AddRange(findings.Select(_ => frame / video.Fps));
            findings.Clear();
        }
        return alarms;
    }
}
