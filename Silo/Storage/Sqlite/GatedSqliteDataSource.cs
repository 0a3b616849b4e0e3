using System.Data.Common;

namespace SafetyHub.Silo.Storage;

/// <summary>Hands gated connections to Orleans' ADO.NET providers.</summary>
internal sealed class GatedSqliteDataSource(SqliteFile file, bool synchronous) : DbDataSource
{
    public override string ConnectionString { get; } = file.CreateGated().ConnectionString;

    protected override DbConnection CreateDbConnection() => file.CreateGated(synchronous);
}
