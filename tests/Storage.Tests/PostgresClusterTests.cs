using Npgsql;
using SafetyHub.Testing;
using Xunit;

namespace SafetyHub.Storage.Tests;

public sealed class PostgresClusterTests
{
    [Fact]
    public async Task Cluster_KilledAndStarted_KeepsWhatWasCommitted()
    {
        await using var cluster = await PostgresCluster.StartNewAsync();
        var database = await cluster.CreateDatabaseAsync();
        await ExecuteAsync(database, "CREATE TABLE kept (id int); INSERT INTO kept VALUES (7)");
        await cluster.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));
        await cluster.StartAsync();
        Assert.Equal(7, await ExecuteAsync(database, "SELECT id FROM kept"));
    }

    [Fact]
    public async Task Cluster_Frozen_DoesNotAnswerUntilThawed()
    {
        await using var cluster = await PostgresCluster.StartNewAsync();
        var database = await cluster.CreateDatabaseAsync();
        await cluster.FreezeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => ExecuteAsync(database, "SELECT 1"));
        await cluster.ThawAsync();
        Assert.Equal(1, await ExecuteAsync(database, "SELECT 1"));
    }

    private static async Task<object?> ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false;Command Timeout=3");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
