using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

/// <summary>Models that take any height: each frame at the smallest that holds it.</summary>
[Collection(ModelsCollection.Name)]
public sealed class OpenHeightTests(PreparedModels models) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Sighting> _found = [];

    [Theory]
    [InlineData(640, 480, 256)]
    [InlineData(640, 360, 192)]
    [InlineData(1920, 1080, 192)]
    [InlineData(640, 640, 320)]
    [InlineData(360, 640, 320)]
    [InlineData(4000, 20, 32)]
    public void Shape_HoldingAFrame_IsTheSmallestMultipleOf32AndNeverMoreThanTheFullOne(int width, int height, int expected) =>
        Assert.Equal(new ModelShape(320, expected), new ModelShape(320, 320).Holding(new Size(width, height)));

    [Theory]
    [InlineData(128, 64, 0.5)]
    [InlineData(128, 128, 0.25)]
    public void Frames_OfDifferentShapesInTurn_AreEachSeenInTheirOwnPlaces(int width, int height, double middle)
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.FastestDet(), ModelFamily.FastestDet, openHeight: true));
        using var lane = detector.CreateLane();
        using var other = new Mat(96, 64, MatType.CV_8UC3, Scalar.All(0));
        using var picture = new Mat(height, width, MatType.CV_8UC3, Scalar.All(0));
        picture[new Rect(64, 32, 32, 32)].SetTo(Scalar.All(255));

        lane.Detect(other, 0.5f, _found);
        Assert.Empty(_found);
        lane.Detect(picture, 0.5f, _found);

        // Without an offset this family's boxes have their middle at the upper left corner of the cell.
        var box = Assert.Single(_found).Box;
        Assert.Equal(0.5, box.X + box.Width / 2, 0.01);
        Assert.Equal(middle, box.Y + box.Height / 2, 0.01);
    }

    [Fact]
    public void Model_OfAFixedHeightThatIsSaidToBeOpen_IsRefused()
    {
        var manifest = TinyModels.Write(_folder, "tiny", TinyModels.FastestDet(TinyModels.Size), ModelFamily.FastestDet, openHeight: true);

        var failure = Assert.Throws<ModelRejectedException>(() => PersonDetector.Load(manifest));

        Assert.Contains("openHeight", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_WithAnOpenHeightOfAFamilyWithoutGrids_IsRefused()
    {
        var manifest = TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8, openHeight: true);

        Assert.Throws<ModelRejectedException>(() => ModelManifest.Load(manifest));
    }

    [NeedsFact(Needs.Vtest | Needs.ModelPackage)]
    public void NanoDet_OnAWidePicture_FindsWhomItFindsInTheSquare()
    {
        var open = ModelSetup.ManifestPath(models.Cache, 320);
        var square = _folder.File("nanodet-g-320.json");
        File.Copy(Path.ChangeExtension(open, ".onnx"), Path.ChangeExtension(square, ".onnx"));
        (ModelManifest.Load(open) with { OpenHeight = false }).Save(square);
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        video.Read(picture);
        using var wide = new Mat(picture, new Rect(0, 100, 768, 432));

        var (inSquare, inWide) = (Look(square, wide), Look(open, wide));

        Assert.NotEmpty(inSquare);
        Assert.All(inSquare, person => Assert.Contains(inWide, other => other.Box.Overlap(person.Box) > 0.7f));
    }

    public void Dispose() => _folder.Dispose();

    private static List<Sighting> Look(string manifest, Mat picture)
    {
        using var detector = PersonDetector.Load(manifest);
        using var lane = detector.CreateLane();
        List<Sighting> found = [];
        lane.Detect(picture, 0.45f, found);
        return found;
    }
}
