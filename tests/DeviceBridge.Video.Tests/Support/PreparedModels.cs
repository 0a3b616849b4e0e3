using SafetyHub.DeviceBridge.Video.Conversion;

namespace SafetyHub.DeviceBridge.Video.Tests.Support;

/// <summary>NanoDet converted once for all tests of a run (reading the package takes some seconds).</summary>
public sealed class PreparedModels : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _cache = new();

    public string Cache => _cache.Path;

    public async Task InitializeAsync()
    {
        if (File.Exists(TestSurroundings.Package))
            await ModelSetup.PrepareAsync(_cache.Path, TestSurroundings.Package, CancellationToken.None);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _cache.Dispose();
}

/// <summary>Tests that share the converted models.</summary>
[CollectionDefinition(Name)]
public sealed class ModelsCollection : ICollectionFixture<PreparedModels>
{
    public const string Name = "prepared models";
}
