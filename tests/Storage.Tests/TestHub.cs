using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SafetyHub.Silo.Storage;
using SafetyHub.Testing;

namespace SafetyHub.Storage.Tests;

/// <summary>A hub's storage on a fresh database, as the host puts it together.</summary>
public sealed class TestHub : IAsyncDisposable
{
    /// <summary>Processes of one hub share their keys; so do the hubs of a test.</summary>
    private static readonly EphemeralDataProtectionProvider Keys = new();

    private readonly ServiceProvider _services;

    private TestHub(HubDatabase database, StorageOptions options)
    {
        Database = database;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddProvider(NullLoggerProvider.Instance));
        services.AddSingleton<IDataProtectionProvider>(Keys);
        services.AddHubStorage(database, options);
        _services = services.BuildServiceProvider();
    }

    public HubDatabase Database { get; }

    /// <summary>Starts a hub's storage on this database; its files lie in <paramref name="directory"/>.</summary>
    public static async Task<TestHub> StartAsync(StorageOptions options, string directory)
    {
        var database = HubDatabase.Create(options, directory);
        await SchemaUpgrader.UpgradeAsync(database, NullLogger.Instance, CancellationToken.None);
        return new TestHub(database, options);
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Get<HubDatabase>(); // resolved once, so that the container disposes it
        await _services.DisposeAsync();
    }
}
