using Microsoft.Extensions.Logging.Abstractions;
using OpenCvSharp;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

public sealed class DetectorServiceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DetectorService _service;
    private readonly string _manifest;
    private int _written;

    public DetectorServiceTests()
    {
        _manifest = Write(TinyModels.YoloV8());
        _service = new DetectorService(new VideoOptions { CacheDirectory = _folder.Path, ModelManifest = _manifest }, TestMetrics.Create(), NullLogger.Instance);
        Assert.True(_service.Load());
    }

    [Fact]
    public void Manifest_ThatDidNotChange_ChangesNothing()
    {
        var before = _service.Current;

        Assert.False(_service.Renew());
        Assert.Same(before, _service.Current);
    }

    [Fact]
    public void Manifest_OfABetterModel_TakesOverAndTheWorkerFollowsBetweenTwoFrames()
    {
        using var seat = new DetectorSeat(_service);
        Assert.Equal(0.8f, Score(seat), 0.01f);

        Write(TinyModels.YoloV8(factor: 0.5f));

        Assert.True(_service.Renew());
        Assert.Null(_service.Refused);
        Assert.Equal(0.4f, Score(seat), 0.01f);
    }

    [Fact]
    public void Manifest_OfABrokenModel_IsRefusedAndTheOldOneGoesOnUntilItIsRepaired()
    {
        using var seat = new DetectorSeat(_service);
        var before = _service.Current;
        Write("no model"u8.ToArray());

        Assert.False(_service.Renew());

        Assert.Same(before, _service.Current);
        Assert.Contains("ONNX Runtime", _service.Refused, StringComparison.Ordinal);
        Assert.Equal(0.8f, Score(seat), 0.01f);
        Write(TinyModels.YoloV8(factor: 0.5f));
        Assert.True(_service.Renew());
        Assert.Null(_service.Refused);
    }

    [Fact]
    public void Model_ThatArrivesAfterItsManifest_IsTriedAgain()
    {
        var next = TinyModels.YoloV8(factor: 0.5f);
        var old = File.ReadAllBytes(_folder.File("operator.onnx"));
        Write(next);
        File.WriteAllBytes(_folder.File("operator.onnx"), old);
        Assert.False(_service.Renew());
        Assert.Contains("SHA-256", _service.Refused, StringComparison.Ordinal);

        File.WriteAllBytes(_folder.File("operator.onnx"), next);
        File.SetLastWriteTimeUtc(_folder.File("operator.onnx"), DateTime.UnixEpoch.AddDays(1));

        Assert.True(_service.Renew());
        Assert.Null(_service.Refused);
    }

    [Fact]
    public void Manifest_ThatVanished_LeavesTheModelInUse()
    {
        var before = _service.Current;
        File.Delete(_manifest);

        Assert.False(_service.Renew());

        Assert.Same(before, _service.Current);
        Assert.NotNull(_service.Refused);
    }

    public void Dispose()
    {
        _service.Dispose();
        _folder.Dispose();
    }

    private string Write(byte[] onnx)
    {
        var manifest = TinyModels.Write(_folder, "operator", onnx, ModelFamily.YoloV8);
        // File systems tell times apart coarsely; each version gets its own.
        File.SetLastWriteTimeUtc(manifest, DateTime.UnixEpoch.AddDays(100 + _written++));
        return manifest;
    }

    private static float Score(DetectorSeat seat)
    {
        using var picture = new Mat(TinyModels.Size, TinyModels.Size, MatType.CV_8UC3, Scalar.All(204));
        List<Sighting> found = [];
        seat.Take()!.Value.Lane.Detect(picture, 0.2f, found);
        return Assert.Single(found).Score;
    }
}
