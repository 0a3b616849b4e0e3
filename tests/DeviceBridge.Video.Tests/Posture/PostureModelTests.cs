using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Posture;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Posture;

[Collection(ModelsCollection.Name)]
public sealed class PostureModelTests(PreparedModels models)
{
    [NeedsFact(Needs.ModelPackage | Needs.Vtest)]
    public void Posture_OfPeopleWhoWalk_IsUprightAndTurnsWithThePicture()
    {
        using var reader = PostureModel.Load(PostureManifest.PathIn(models.Cache));
        using var picture = WalkingPeople();
        using var turned = new Mat();
        Cv2.Rotate(picture, turned, RotateFlags.Rotate90Clockwise);
        var (upright, lying, seen) = (0, 0, 0);
        foreach (var person in People(picture).Where(person => person.Score > 0.5f))
        {
            var part = Part(picture, person.Box);
            var there = new Rect(picture.Height - part.Y - part.Height, part.X, part.Height, part.Width);
            seen++;
            upright += reader.Read(picture, part, null)!.Stance == Stance.Upright ? 1 : 0;
            lying += reader.Read(turned, there, RotateFlags.Rotate90Counterclockwise)!.Stance == Stance.Lying ? 1 : 0;
        }

        Assert.True(seen >= 3, $"{seen} people found");
        Assert.True(upright >= 0.7 * seen, $"{upright} of {seen} upright");
        Assert.Equal(upright, lying); // the very same people, lying in a turned picture
    }

    [Fact]
    public void Posture_WithoutAPreparedModel_IsUnknownAndNothingFails()
    {
        using var cache = new TemporaryFolder();
        using var picture = new Mat(100, 100, MatType.CV_8UC3, Scalar.All(90));

        Assert.Null(PostureModel.LoadOrNone(cache.Path, NullLogger.Instance).Read(picture, new Rect(0, 0, 100, 100), null));
    }

    [Fact]
    public void Posture_WithADamagedModel_IsRefusedByItsDigest()
    {
        using var cache = new TemporaryFolder();
        var manifest = PostureManifest.PathIn(cache.Path);
        MoveNetRecipe.Manifest([1, 2, 3]).Save(manifest);
        File.WriteAllBytes(Path.ChangeExtension(manifest, ".onnx"), [1, 2, 4]);

        Assert.Contains("SHA-256", Assert.Throws<ModelRejectedException>(() => PostureModel.Load(manifest)).Message, StringComparison.Ordinal);
        Assert.IsType<NoPosture>(PostureModel.LoadOrNone(cache.Path, NullLogger.Instance));
    }

    private List<Sighting> People(Mat picture)
    {
        using var detector = PersonDetector.Load(ModelSetup.ManifestPath(models.Cache, 416));
        using var lane = detector.CreateLane();
        var found = new List<Sighting>();
        lane.Detect(picture, 0.5f, found);
        return found;
    }

    private static Mat WalkingPeople()
    {
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        var picture = new Mat();
        for (var frame = 0; frame < 60; frame++)
            video.Read(picture);
        return picture;
    }

    private static Rect Part(Mat picture, in Box box)
    {
        var side = (int)(box.Height * picture.Height * 1.3f);
        return new Rect((int)((box.X + box.Width / 2) * picture.Width) - side / 2, (int)((box.Y + box.Height / 2) * picture.Height) - side / 2, side, side)
            & new Rect(0, 0, picture.Width, picture.Height);
    }
}
