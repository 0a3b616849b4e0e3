using System.Diagnostics;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Behaviours;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Gate;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using SafetyHub.DeviceBridge.Video.Tracking;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Behaviours;

/// <summary>What each behaviour costs beside the detector, on the same frames in the same run.</summary>
[Collection(ModelsCollection.Name)]
public sealed class BehaviourCostTests(PreparedModels models, ITestOutputHelper output)
{
    [NeedsFact(Needs.Vtest | Needs.ModelPackage | Needs.Measuring)]
    public void AllBehaviours_OnVtest_CostASmallShareOfTheDetector()
    {
        using var detector = PersonDetector.Load(ModelSetup.ManifestPath(models.Cache, 320));
        using var lane = detector.CreateLane();
        using var gate = new MotionGate();
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        using var scaled = new Mat();
        var behaviours = BehaviourKinds.All.Where(kind => kind.Type is not ("fall" or "lying")).Select(kind => (kind.Type, Behaviour: kind.Create(Activator.CreateInstance(kind.OptionsType)!))).ToList();
        var (tracker, found, findings) = (new PersonTracker(0.35f, 3, TimeSpan.FromSeconds(2)), new List<Sighting>(), new List<Finding>());
        var spent = behaviours.ToDictionary(each => each.Type, _ => 0L);
        var (detecting, frames) = (0L, 0);
        for (; frames < 300 && video.Read(picture) && !picture.Empty(); frames++)
        {
            Cv2.Resize(picture, scaled, new Size(640, 480), 0, 0, InterpolationFlags.Area);
            var at = DateTimeOffset.UnixEpoch.AddYears(50).AddSeconds(frames * 0.2);
            gate.Observe(scaled);
            var started = Stopwatch.GetTimestamp();
            lane.Detect(scaled, 0.21f, found);
            detecting += Stopwatch.GetTimestamp() - started;
            tracker.Update(found, at);
            var scene = new Scene { At = at, Tracks = tracker.Tracks, Zones = [Zone.WholePicture], Lines = [new Line("l", new(0.5, 0), new(0.5, 1))], Picture = scaled, Motion = gate.Mask };
            foreach (var (type, behaviour) in behaviours)
            {
                started = Stopwatch.GetTimestamp();
                behaviour.Observe(scene, findings);
                spent[type] += Stopwatch.GetTimestamp() - started;
            }
        }
        double milliseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMilliseconds / frames;
        foreach (var (type, ticks) in spent.OrderByDescending(pair => pair.Value))
            output.WriteLine($"{type,-14} {milliseconds(ticks):F3} ms per frame");
        var all = spent.Values.Sum();
        output.WriteLine($"all {milliseconds(all):F3} ms, detector {milliseconds(detecting):F3} ms, share {(double)all / detecting:P1}, findings {findings.Count}");
        Assert.True(all < 0.15 * detecting, $"The behaviours cost {(double)all / detecting:P1} of the detector.");
    }
}
