using SafetyHub.Adapters;
using SafetyHub.Devices;
using SafetyHub.Incidents;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>What storage keeps of foreign cameras.</summary>
public abstract class AdapterBookContract(StorageFixture storage) : IAsyncLifetime
{
    private TestHub _hub = null!;

    private IAdapterBook Book => _hub.Get<IAdapterBook>();

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => _hub = await storage.NewHubAsync();

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Fact]
    public async Task Mapping_SavedAndReplaced_IsTheLastWordForWord()
    {
        var mapping = Mapping("cctv-1", "정문 카메라") with
        {
            Source = "7",
            FrameWidth = 1280,
            FrameHeight = 720,
            QuietLimit = TimeSpan.FromMinutes(90),
            Rules = [new AdapterRule("events", ["person"], ["금지"], ["postman"], 0.75, null, "intrusion", Severity.High), new AdapterRule("reviews", [], [], [], null, "alert", "loitering", null)],
        };

        Assert.Null(await Book.SaveAsync(Mapping("cctv-1", "before"), None));
        Assert.Null(await Book.SaveAsync(mapping, None));

        Assert.Equivalent(mapping, await Book.FindAsync("frigate-1", mapping.Camera, None), strict: true);
        Assert.Null((await Book.FindAsync("other", mapping.Camera, None)));
        Assert.Equivalent(mapping, Assert.Single(await Book.ListAsync("frigate-1", null, 10, None)), strict: true);
    }

    [Fact]
    public async Task Foreign_ThatAnotherCameraHolds_IsRefusedUntilItIsFree()
    {
        await Book.SaveAsync(Mapping("cctv-1", "door"), None);

        Assert.Equal("cctv-1", (await Book.SaveAsync(Mapping("cctv-2", "door"), None))?.Value);
        Assert.Null(await Book.FindAsync("frigate-1", DeviceId.Parse("cctv-2"), None));
        Assert.Null(await Book.SaveAsync(Mapping("cctv-2", "door") with { Source = "2" }, None));
        Assert.Null(await Book.SaveAsync(Mapping("cctv-2", "door") with { Adapter = "frigate-2" }, None));

        Assert.True(await Book.RemoveAsync("frigate-1", DeviceId.Parse("cctv-1"), None));
        Assert.False(await Book.RemoveAsync("frigate-1", DeviceId.Parse("cctv-1"), None));
        Assert.Null(await Book.SaveAsync(Mapping("cctv-3", "door"), None));
    }

    [Fact]
    public async Task Foreign_WantedByManyAtOnce_BelongsToExactlyOne()
    {
        var holders = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Book.SaveAsync(Mapping($"cctv-{i}", "door"), None)));

        Assert.Single(holders, holder => holder is null);
        Assert.Single(await Book.ListAsync("frigate-1", null, 100, None));
    }

    [Fact]
    public async Task Revision_GrowsWithEveryChangeAndPagesAreInOrder()
    {
        var before = await Book.RevisionAsync(None);
        for (var i = 0; i < 5; i++) await Book.SaveAsync(Mapping($"cctv-{i}", $"door {i}"), None);
        var saved = await Book.RevisionAsync(None);
        await Book.RemoveAsync("frigate-1", DeviceId.Parse("cctv-4"), None);

        Assert.True(before < saved && saved < await Book.RevisionAsync(None));
        Assert.Equal(["cctv-2", "cctv-3"], (await Book.ListAsync("frigate-1", "cctv-1", 2, None)).Select(c => c.Camera.Value));
        Assert.Equal(4, (await Book.CountsAsync(None))["frigate-1"]);
    }

    private static AdapterCamera Mapping(string camera, string foreign) => new("frigate-1", DeviceId.Parse(camera), foreign, null, null, null, null, null);
}

public sealed class SqliteAdapterBookTests(SqliteFixture storage) : AdapterBookContract(storage), IClassFixture<SqliteFixture>;

public sealed class PostgresAdapterBookTests(PostgresFixture storage) : AdapterBookContract(storage), IClassFixture<PostgresFixture>;
