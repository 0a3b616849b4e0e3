using System.Data.Common;
using Npgsql;
using SafetyHub.Grains.Incidents;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The writer of the incident log on PostgreSQL. A batch costs three round trips whatever its size: lock and look, write, commit. The row of change
/// numbers is the lock between processes, so that changes become visible in the order of their numbers and a reader can follow them without gaps.
/// </summary>
internal sealed class PostgresAppendStore(NpgsqlDataSource pool) : IAppendStore
{
    public async Task<AppendResult[]> AppendAsync(IReadOnlyList<PendingAppend> batch, CancellationToken cancel)
    {
        var plan = new AppendPlan(batch);
        await using var connection = await pool.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await LookAsync(connection, plan, cancel);
        plan.Decide();
        if (plan.Accepted.Count > 0)
        {
            await using var write = new PostgresAppendBatch(connection, plan).Build();
            await write.ExecuteNonQueryAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        return plan.Results;
    }

    /// <summary>What the server says about data (classes 22 and 23) or what the driver cannot encode is the fault of one append; all else is an outage.</summary>
    public bool IsOutage(Exception exception) => exception switch
    {
        PostgresException { SqlState: var state } => !state.StartsWith("22", StringComparison.Ordinal) && !state.StartsWith("23", StringComparison.Ordinal),
        ArgumentException or InvalidCastException or NullReferenceException => false,
        _ => true,
    };

    public ValueTask DisposeAsync() => ValueTask.CompletedTask; // the pool belongs to the database

    private static async Task LookAsync(NpgsqlConnection connection, AppendPlan plan, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT last FROM incident_changes FOR UPDATE"));
        batch.BatchCommands.Add(Of("SELECT id, version FROM incidents WHERE id = ANY($1)", plan.IncidentIds));
        batch.BatchCommands.Add(Of("SELECT id, incident_id FROM signals WHERE id = ANY($1)", plan.SignalIds));
        await using var reader = await batch.ExecuteReaderAsync(cancel);
        plan.LastChange = await reader.ReadAsync(cancel) ? reader.GetInt64(0) : throw new InvalidOperationException("The row of change numbers is missing");
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) plan.Versions[reader.GetString(0)] = reader.GetInt32(1);
        await reader.NextResultAsync(cancel);
        while (await reader.ReadAsync(cancel)) plan.KnownSignals[reader.GetString(0)] = reader.TextOrNull(1);
    }

    private static NpgsqlBatchCommand Of(string sql, IEnumerable<string> ids) =>
        new(sql) { Parameters = { new NpgsqlParameter<string[]> { TypedValue = ids.ToArray() } } };
}
