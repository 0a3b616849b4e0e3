using System.Diagnostics;
using System.Security.Cryptography;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;
using Xunit.Abstractions;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

/// <summary>Accuracy against known persons; the floors are a few points below what was measured when this was written.</summary>
[Collection(ModelsCollection.Name)]
public sealed class PetsAccuracyTests(PreparedModels models, ITestOutputHelper output)
{
    [NeedsFact(Needs.Vtest | Needs.GroundTruth | Needs.ModelPackage)]
    public void NanoDet320_OnVtest_FindsThePersons() => Measure(ModelSetup.ManifestPath(models.Cache, 320), 0.84);

    [NeedsFact(Needs.Vtest | Needs.GroundTruth | Needs.ModelPackage)]
    public void NanoDet416_OnVtest_FindsThePersons() => Measure(ModelSetup.ManifestPath(models.Cache, 416), 0.86);

    [NeedsFact(Needs.Vtest | Needs.GroundTruth | Needs.SharedModels)]
    public void Yolox_OnVtest_FindsThePersons() => MeasureShared("yolox_nano.onnx", ModelFamily.Yolox, 416, 0.85);

    [NeedsFact(Needs.Vtest | Needs.GroundTruth | Needs.SharedModels)]
    public void FastestDet_OnVtest_FindsThePersons() => MeasureShared("FastestDet.onnx", ModelFamily.FastestDet, 352, 0.70);

    [NeedsFact(Needs.Vtest | Needs.GroundTruth)]
    public void Hog_OnVtest_FindsSomePersons()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("model.onnx"), HogOnnxBuilder.Build());
        Measure(WriteManifest(folder, ModelFamily.Hog, ModelChoice.HogWidth), 0.45);
    }

    private void MeasureShared(string file, ModelFamily family, int size, double floor)
    {
        using var folder = new TemporaryFolder();
        File.Copy(TestSurroundings.SharedFile("models/" + file), folder.File("model.onnx"));
        Measure(WriteManifest(folder, family, size), floor);
    }

    private static string WriteManifest(TemporaryFolder folder, ModelFamily family, int size)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.File("model.onnx"))));
        new ModelManifest("test", "model.onnx", digest, family, size, 0.5, "test").Save(folder.File("model.json"));
        return folder.File("model.json");
    }

    private void Measure(string manifest, double floor)
    {
        using var detector = PersonDetector.Load(manifest);
        using var lane = detector.CreateLane();
        var precision = new GroundTruth().AveragePrecision(lane, 640);
        output.WriteLine($"{detector.Manifest.Name} {detector.Manifest.Family}: AP50 {precision:P1}, {ProcessorTime(lane):F1} ms of processor time a frame");
        Assert.True(precision >= floor, $"AP50 {precision:P1} is below {floor:P0}.");
    }

    private static double ProcessorTime(IDetectionLane lane)
    {
        const int Frames = 40;
        using var video = new VideoCapture(TestSurroundings.VtestPath);
        using var picture = new Mat();
        using var scaled = new Mat();
        video.Read(picture);
        Cv2.Resize(picture, scaled, new Size(640, 480), 0, 0, InterpolationFlags.Area);
        List<Sighting> found = [];
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < Frames; i++)
            lane.Detect(scaled, 0.2f, found);
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalMilliseconds / Frames;
    }
}
