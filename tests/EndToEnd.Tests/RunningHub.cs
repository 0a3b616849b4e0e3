using SafetyHub.Testing;
using SafetyHub.Testing.Hub;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>A hub on its defaults that the tests of a class share, each with homes of its own.</summary>
public sealed class RunningHub : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _folder = new();
    private HubProcess? _hub;

    public HubProcess Hub => _hub ?? throw new InvalidOperationException("Not started");

    public async Task InitializeAsync() => _hub = await HubProcess.StartAsync(new HubSettings { DataDirectory = _folder.Path });

    public Task DisposeAsync() => Hub.DisposeAsync().AsTask();

    public void Dispose() => _folder.Dispose();
}
