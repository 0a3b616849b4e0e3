using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// A connection that takes the write gate at its first write or transaction and hands it on when it is closed.
/// Reads pass by: in write-ahead mode they wait for nobody.
/// </summary>
internal sealed class GatedSqliteConnection(string connectionString, SqliteWriteGate gate, bool synchronous) : SqliteConnection(connectionString)
{
    private bool _holdsGate;

    public override void Open()
    {
        base.Open();
        using var pragma = new SqliteCommand(synchronous ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL", this);
        pragma.ExecuteNonQuery();
    }

    public override SqliteCommand CreateCommand() => new GatedSqliteCommand(this) { Transaction = Transaction, CommandTimeout = DefaultTimeout };

    public override SqliteTransaction BeginTransaction(IsolationLevel isolationLevel, bool deferred)
    {
        if (!_holdsGate) EnterGateAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return base.BeginTransaction(isolationLevel, deferred: false);
    }

    public override void Close()
    {
        base.Close();
        LeaveGate();
    }

    internal async ValueTask EnterGateAsync(CancellationToken cancel)
    {
        if (_holdsGate) return;
        await gate.EnterAsync(WriteLane.General, cancel).ConfigureAwait(false);
        _holdsGate = true;
    }

    protected override async ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        await EnterGateAsync(cancellationToken).ConfigureAwait(false);
        return BeginTransaction(isolationLevel, deferred: false);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) LeaveGate();
    }

    private void LeaveGate()
    {
        if (!_holdsGate) return;
        _holdsGate = false;
        gate.Leave();
    }
}
