using System.Data;
using Microsoft.Data.Sqlite;

namespace SafetyHub.Silo.Storage;

/// <summary>One SQLite file in write-ahead mode with the gate that its writers pass.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly SqliteConnection _anchor;

    /// <summary>Makes the file when there is none. A file that is opened here and closed again would drop SQLite's locks, so this comes first of all.</summary>
    public SqliteFile(string path)
    {
        Path = path;
        Flusher = new WalFlusher(path);
        PrivateFiles.MakeDirectory(System.IO.Path.GetDirectoryName(path)!);
        PrivateFiles.MakeFile(path);
        // The last connection to close would delete the write-ahead file: this one stays open as long as the hub runs.
        _anchor = new SqliteConnection(Text(pooled: false));
        _anchor.Open();
        Execute(_anchor, "PRAGMA journal_mode=WAL");
    }

    public string Path { get; }

    public string ConnectionString => Text(pooled: true);

    public SqliteWriteGate Gate { get; } = new();

    public WalFlusher Flusher { get; }

    /// <summary>A closed connection whose writes pass the gate, on disk when they return.</summary>
    public GatedSqliteConnection CreateGated(bool synchronous = true) => new(Text(pooled: true), Gate, synchronous);

    /// <summary>An open connection whose writes pass the gate.</summary>
    public GatedSqliteConnection Open()
    {
        var connection = CreateGated();
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>An open connection of its own, on disk at every commit, for a writer that passes the gate itself.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(Text(pooled: false));
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA synchronous=FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_anchor.State == ConnectionState.Open) SqliteConnection.ClearPool(CreateGated());
        _anchor.Dispose();
        Flusher.Dispose();
    }

    private string Text(bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = Path, Mode = SqliteOpenMode.ReadWrite, ForeignKeys = true, Pooling = pooled, DefaultTimeout = 3,
    }.ConnectionString;

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
