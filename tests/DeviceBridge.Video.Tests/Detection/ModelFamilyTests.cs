using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

/// <summary>Whole way through ONNX Runtime with models that the tests build themselves.</summary>
public sealed class ModelFamilyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<Sighting> _found = [];

    [Fact]
    public void YoloV8_ThroughTheRuntime_FindsThePerson()
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8));

        Look(detector, brightness: 204);

        AssertPerson(0.8f);
    }

    [Fact]
    public void NmsIncluded_ThroughTheRuntime_FindsThePersonAmongAnyNumberOfRows()
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.NmsIncluded(), ModelFamily.NmsIncluded));

        Look(detector, brightness: 100);

        AssertPerson(0.8f);
    }

    [Fact]
    public void Model_ThatGivesOutNoNumbers_IsRefused()
    {
        var manifest = TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(factor: float.NaN), ModelFamily.YoloV8);

        var failure = Assert.Throws<ModelRejectedException>(() => PersonDetector.Load(manifest));

        Assert.Contains("no numbers", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExecutionProvider.Cuda)]
    [InlineData(ExecutionProvider.TensorRt)]
    [InlineData(ExecutionProvider.OpenVino)]
    public void Provider_WhoseLibrariesAreMissing_FallsBackToTheProcessorAndSaysWhy(ExecutionProvider wished)
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8), wished);

        Assert.Equal(ExecutionProvider.Cpu, detector.Provider);
        Assert.Contains(wished.ToString(), detector.ProviderReason, StringComparison.Ordinal);
        Look(detector, brightness: 204);
        AssertPerson(0.8f);
    }

    [Fact]
    public async Task Batch_OfManyWorkers_GivesEachItsOwnPictureBackAndRunsSomeTogether()
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(openBatch: true), ModelFamily.YoloV8, threshold: 0.05), largestBatch: 4);
        Assert.True(detector.IsBatched);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(worker => Task.Factory.StartNew(() => Work(worker), TaskCreationOptions.LongRunning)));

        void Work(int worker)
        {
            using var lane = detector.CreateLane();
            List<Sighting> found = [];
            for (var round = 0; round < 200; round++)
            {
                var brightness = 30 + ((worker * 35) + round) % 220;
                using var picture = new Mat(TinyModels.Size, TinyModels.Size, MatType.CV_8UC3, Scalar.All(brightness));
                lane.Detect(picture, 0.05f, found);
                Assert.Equal(brightness / 255f, Assert.Single(found).Score, 0.001f);
            }
        }
    }

    [Fact]
    public void Batch_OnAModelWithAFixedOne_IsNotMade()
    {
        using var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8), largestBatch: 4);

        Assert.False(detector.IsBatched);
    }

    [Fact]
    public void Detector_DisposedWhileALaneIsInUse_LivesUntilTheLaneIsGone()
    {
        var detector = PersonDetector.Load(TinyModels.Write(_folder, "tiny", TinyModels.YoloV8(), ModelFamily.YoloV8));
        using (var lane = detector.CreateLane())
        {
            detector.Dispose();
            using var picture = new Mat(TinyModels.Size, TinyModels.Size, MatType.CV_8UC3, Scalar.All(204));
            lane.Detect(picture, 0.2f, _found);
            AssertPerson(0.8f);
        }

        Assert.Throws<ObjectDisposedException>(detector.CreateLane);
    }

    public void Dispose() => _folder.Dispose();

    private void Look(PersonDetector detector, int brightness)
    {
        using var lane = detector.CreateLane();
        using var picture = new Mat(TinyModels.Size, TinyModels.Size, MatType.CV_8UC3, Scalar.All(brightness));
        lane.Detect(picture, 0.2f, _found);
    }

    private void AssertPerson(float score)
    {
        var person = Assert.Single(_found);
        Assert.Equal(score, person.Score, 0.01f);
        Assert.True(person.Box.Overlap(TinyModels.Person) > 0.99f, $"{person.Box}");
    }
}
