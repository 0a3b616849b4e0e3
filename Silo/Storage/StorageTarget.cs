using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace SafetyHub.Silo.Storage;

/// <summary>The two databases.</summary>
public enum StorageKind
{
    /// <summary>Two files of one machine, for one process.</summary>
    Sqlite = 1,
    /// <summary>A server, for any number of processes.</summary>
    Postgres = 2,
}

/// <summary>What a connection string means.</summary>
/// <param name="Kind">Which database.</param>
/// <param name="ConnectionString">The checked string for PostgreSQL; the full path of the file for SQLite.</param>
/// <param name="Fault">What is wrong, an English sentence part without the string itself (it can hold a password), or null.</param>
internal sealed record StorageTarget(StorageKind Kind, string ConnectionString, string? Fault)
{
    private const string Forms = "must be empty, or hold Host=… for PostgreSQL, or Data Source=… for a SQLite file";

    public static StorageTarget Read(string? text, string dataDirectory)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(StorageKind.Sqlite, Path.GetFullPath("hub.db", Path.GetFullPath(dataDirectory)), null);
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("Host") || parts.ContainsKey("Server")) return ReadPostgres(text);
            return parts.ContainsKey("Data Source") || parts.ContainsKey("Filename")
                ? ReadSqlite(text, dataDirectory)
                : new(StorageKind.Sqlite, "", Forms);
        }
        catch (ArgumentException)
        {
            return new(StorageKind.Sqlite, "", Forms + "; a key of it is not known, or it is not a connection string at all");
        }
    }

    private static StorageTarget ReadPostgres(string text)
    {
        var builder = new NpgsqlConnectionStringBuilder(text);
        var fault = string.IsNullOrEmpty(builder.Host) ? "names no host" : string.IsNullOrEmpty(builder.Database) ? "names no database" : null;
        return new(StorageKind.Postgres, builder.ConnectionString, fault);
    }

    private static StorageTarget ReadSqlite(string text, string dataDirectory)
    {
        var builder = new SqliteConnectionStringBuilder(text);
        var isFile = builder.DataSource.Length > 0 && builder.DataSource != ":memory:" && builder.Mode != SqliteOpenMode.Memory
            && !builder.DataSource.StartsWith("file:", StringComparison.Ordinal);
        return isFile
            ? new(StorageKind.Sqlite, Path.GetFullPath(builder.DataSource, Path.GetFullPath(dataDirectory)), null)
            : new(StorageKind.Sqlite, "", "must name a file: what is kept in memory is lost with the process");
    }
}
