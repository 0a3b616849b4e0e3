using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SafetyHub.Silo.Storage;

/// <summary>A command that waits at its connection's gate when it writes.</summary>
internal sealed class GatedSqliteCommand : SqliteCommand
{
    private readonly GatedSqliteConnection _owner;

    public GatedSqliteCommand(GatedSqliteConnection owner)
    {
        _owner = owner;
        Connection = owner;
    }

    private bool Writes
    {
        get
        {
            var text = CommandText.AsSpan().TrimStart();
            return !text.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("PRAGMA", StringComparison.OrdinalIgnoreCase);
        }
    }

    public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
    {
        if (Writes) _owner.EnterGateAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return base.ExecuteReader(behavior);
    }

    public override async Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken)
    {
        await PassGateAsync(cancellationToken).ConfigureAwait(false);
        return ExecuteNonQuery();
    }

    public override async Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken)
    {
        await PassGateAsync(cancellationToken).ConfigureAwait(false);
        return ExecuteScalar();
    }

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        await PassGateAsync(cancellationToken).ConfigureAwait(false);
        return base.ExecuteReader(behavior);
    }

    private ValueTask PassGateAsync(CancellationToken cancel) => Writes ? _owner.EnterGateAsync(cancel) : ValueTask.CompletedTask;
}
