using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.EndToEnd.Tests;

/// <summary>One private PostgreSQL server for all tests of this project.</summary>
public sealed class Postgres : IAsyncLifetime
{
    private PostgresCluster? _cluster;

    public PostgresCluster Cluster => _cluster ?? throw new InvalidOperationException("Not started");

    public async Task InitializeAsync() => _cluster = await PostgresCluster.StartNewAsync();

    public Task DisposeAsync() => Cluster.DisposeAsync().AsTask();
}

/// <summary>These tests start whole hubs; one at a time, so that two cores carry them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeHub : ICollectionFixture<Postgres>
{
    public const string Name = "whole hub";
}
