using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace SafetyHub.Silo.Storage;

/// <summary>Gives Entity Framework gated connections in place of the driver's plain ones.</summary>
internal sealed class GatedConnections(SqliteFile file) : DbConnectionInterceptor
{
    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(file.CreateGated());
}
