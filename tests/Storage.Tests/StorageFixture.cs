using SafetyHub.Silo.Storage;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

/// <summary>Makes fresh databases of one kind. A contract suite runs once on each kind.</summary>
public abstract class StorageFixture : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private int _hubs;

    public abstract StorageKind Kind { get; }

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A hub on a new, empty database.</summary>
    public async Task<TestHub> NewHubAsync() => await TestHub.StartAsync(await NewOptionsAsync(), NewDirectory());

    /// <summary>A hub on a database that exists.</summary>
    public Task<TestHub> HubAsync(StorageOptions options) => TestHub.StartAsync(options, NewDirectory());

    /// <summary>Options that name a new, empty database.</summary>
    public abstract Task<StorageOptions> NewOptionsAsync();

    public string NewDirectory() => _directory.File($"hub{Interlocked.Increment(ref _hubs)}");
}

public sealed class SqliteFixture : StorageFixture
{
    public override StorageKind Kind => StorageKind.Sqlite;

    public override Task<StorageOptions> NewOptionsAsync() =>
        Task.FromResult(new StorageOptions { ConnectionString = $"Data Source={Path.Combine(NewDirectory(), "hub.db")}" });
}

public sealed class PostgresFixture : StorageFixture
{
    public PostgresCluster Cluster { get; private set; } = null!;

    public override StorageKind Kind => StorageKind.Postgres;

    public override async Task InitializeAsync() => Cluster = await PostgresCluster.StartNewAsync();

    public override async Task DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await base.DisposeAsync();
    }

    public override async Task<StorageOptions> NewOptionsAsync() => new() { ConnectionString = await Cluster.CreateDatabaseAsync() };
}
