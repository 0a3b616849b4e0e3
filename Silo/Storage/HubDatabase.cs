using System.Data.Common;
using Npgsql;

namespace SafetyHub.Silo.Storage;

/// <summary>
/// The hub's database, SQLite or PostgreSQL, in two areas that never wait for each other: what an alarm needs, and history. On SQLite these are
/// two files with a write gate each; on PostgreSQL pools of their own, so that telemetry can take neither the lock nor the connection of an alarm.
/// </summary>
public sealed class HubDatabase : IAsyncDisposable
{
    private readonly SqliteFile? _mainFile;
    private readonly SqliteFile? _historyFile;
    private readonly NpgsqlDataSource? _safety;
    private readonly NpgsqlDataSource? _general;
    private readonly NpgsqlDataSource? _history;

    private HubDatabase(StorageTarget target, string dataDirectory, StorageOptions options)
    {
        Kind = target.Kind;
        DataDirectory = Path.GetFullPath(dataDirectory);
        if (Kind == StorageKind.Sqlite)
        {
            _mainFile = new SqliteFile(target.ConnectionString);
            Reserve = new DiskReserve(target.ConnectionString, options.DiskReserve);
            _historyFile = new SqliteFile(Path.ChangeExtension(target.ConnectionString, ".history.db"));
            return;
        }
        PostgresConnectionString = target.ConnectionString;
        _safety = PostgresPools.Safety(target.ConnectionString);
        _general = PostgresPools.General(target.ConnectionString, options.MaxConnections);
        _history = PostgresPools.History(target.ConnectionString);
    }

    /// <summary>Which database it is.</summary>
    public StorageKind Kind { get; }

    /// <summary>Full path of the data directory; evidence, keys and the SQLite files live in it.</summary>
    public string DataDirectory { get; }

    internal string? PostgresConnectionString { get; }

    /// <summary>Room for a full disk; null on PostgreSQL, whose disk is its own.</summary>
    internal DiskReserve? Reserve { get; }

    internal SqliteFile MainFile => _mainFile ?? throw new InvalidOperationException("There is no SQLite file: the hub runs on PostgreSQL");

    internal SqliteFile FileOf(StorageArea area) => area == StorageArea.History ? _historyFile! : MainFile;

    internal NpgsqlDataSource SafetyPool => _safety ?? throw new InvalidOperationException("There is no pool: the hub runs on SQLite");

    internal NpgsqlDataSource GeneralPool => _general ?? throw new InvalidOperationException("There is no pool: the hub runs on SQLite");

    /// <summary>Prepares the database that the options name and makes the data directory and the SQLite files, readable by their owner only.</summary>
    /// <exception cref="ArgumentException">The connection string is neither SQLite nor PostgreSQL.</exception>
    public static HubDatabase Create(StorageOptions options, string dataDirectory)
    {
        var target = StorageTarget.Read(options.ConnectionString, dataDirectory);
        if (target.Fault is { } fault) throw new ArgumentException($"{StorageOptions.Section}:ConnectionString {fault}", nameof(options));
        PrivateFiles.MakeDirectory(dataDirectory);
        return new HubDatabase(target, dataDirectory, options);
    }

    /// <summary>Opens a connection of an area. On SQLite its writes wait their turn at the area's gate without holding a thread. The caller disposes it.</summary>
    public async ValueTask<DbConnection> OpenAsync(StorageArea area, CancellationToken cancel)
    {
        if (Kind == StorageKind.Postgres) return await (area == StorageArea.History ? _history! : _general!).OpenConnectionAsync(cancel);
        return FileOf(area).Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var pool in new[] { _safety, _general, _history })
        {
            if (pool is not null) await pool.DisposeAsync();
        }
        _mainFile?.Dispose();
        _historyFile?.Dispose();
    }
}

/// <summary>The two areas of the database.</summary>
public enum StorageArea
{
    /// <summary>Incidents, registry, grain state, people: what an alarm needs.</summary>
    Main = 0,
    /// <summary>Telemetry and quarantine.</summary>
    History = 1,
}
