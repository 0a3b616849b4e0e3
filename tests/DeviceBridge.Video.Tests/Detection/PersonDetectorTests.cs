using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Detection;

public sealed class PersonDetectorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Load_OfAFileWithAnotherDigest_IsRefused()
    {
        var manifest = Write(ModelFamily.Hog, 640, "00");

        var failure = Assert.Throws<ModelRejectedException>(() => PersonDetector.Load(manifest));

        Assert.Contains("SHA-256", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_AsTheWrongFamily_SaysWhatDoesNotFit()
    {
        var manifest = Write(ModelFamily.NanoDetG, 320);

        var failure = Assert.Throws<ModelRejectedException>(() => PersonDetector.Load(manifest));

        Assert.Contains("[1,3,320,320] expected", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OfSomethingThatIsNoModel_IsRefused()
    {
        var manifest = Write(ModelFamily.Hog, 640, bytes: "no model"u8.ToArray());

        Assert.Throws<ModelRejectedException>(() => PersonDetector.Load(manifest));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"name":"a","file":"../../etc/a.onnx","sha256":"","family":"hog","inputSize":640,"threshold":0.5,"licence":""}""")]
    [InlineData("""{"name":"a","file":"a.onnx","sha256":"","family":"yolox","inputSize":100,"threshold":0.5,"licence":""}""")]
    [InlineData("""{"name":"a","file":"a.onnx","sha256":"","family":"hog","inputSize":640,"threshold":7,"licence":""}""")]
    [InlineData("""{"name":"a","file":"a.onnx","sha256":"","family":"unknown","inputSize":640,"threshold":0.5,"licence":""}""")]
    [InlineData("""{"name":"a","file":"a.onnx","sha256":"","family":"hog","inputSize":640,"threshold":0.5,"licence":"","typo":1}""")]
    public void Manifest_ThatIsWrong_IsRefused(string json)
    {
        File.WriteAllText(_folder.File("wrong.json"), json);

        Assert.Throws<ModelRejectedException>(() => ModelManifest.Load(_folder.File("wrong.json")));
    }

    [Fact]
    public void Choice_WithABrokenOperatorModel_StepsDownAndSaysWhy()
    {
        var options = new VideoOptions { CacheDirectory = _folder.Path, ModelManifest = Write(ModelFamily.Hog, 640, "00") };

        var chosen = new ModelChoice(options, NullLogger.Instance).Load();

        using (chosen.Detector)
        {
            Assert.Equal("hog", chosen.Detector.Manifest.Name);
            Assert.Contains("SHA-256", chosen.ReducedAccuracyReason, StringComparison.Ordinal);
            Assert.Contains("not prepared", chosen.ReducedAccuracyReason, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Dispose();

    private string Write(ModelFamily family, int size, string? digest = null, byte[]? bytes = null)
    {
        bytes ??= HogOnnxBuilder.Build();
        File.WriteAllBytes(_folder.File("model.onnx"), bytes);
        digest ??= Convert.ToHexStringLower(SHA256.HashData(bytes));
        var path = _folder.File("model.json");
        new ModelManifest("model", "model.onnx", digest, family, size, 0.5, "test").Save(path);
        return path;
    }
}
