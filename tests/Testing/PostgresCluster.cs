using Npgsql;

namespace SafetyHub.Testing;

/// <summary>
/// A private PostgreSQL server in a directory of its own on a free loopback port; it can be stopped, frozen and started again in a test,
/// and is stopped and deleted with its owner. PostgreSQL refuses to run as root, so that under root it runs as the user <c>postgres</c>.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly PostgresPrograms _programs = PostgresPrograms.Find();
    private readonly TempDirectory _directory = new();
    private int _databases;

    private PostgresCluster() => Port = FreePort.Next();

    /// <summary>Loopback port of the server.</summary>
    public int Port { get; }

    private string Data => _directory.File("data");

    /// <summary>Makes and starts a server.</summary>
    public static async Task<PostgresCluster> StartNewAsync()
    {
        var cluster = new PostgresCluster();
        try
        {
            await cluster.InitialiseAsync();
            await cluster.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Connection string of one of its databases.</summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Username = "hub", Database = database, Timeout = 3,
    }.ConnectionString;

    /// <summary>Makes an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>Starts the server again after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public Task StartAsync() => _programs.RunAsync("pg_ctl", "start", "-D", Data, "-l", _directory.File("log"), "-w", "-t", "60");

    /// <summary>Stops the server at once, cutting every connection but losing no committed transaction.</summary>
    public Task StopAsync() => _programs.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "fast", "-w");

    /// <summary>Stops the server without a shutdown checkpoint, as a power cut would; the next start recovers from its log.</summary>
    public Task KillAsync() => _programs.RunAsync("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");

    /// <summary>Freezes every process of the server: connections stay up and nothing answers.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets a frozen server go on.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await ThawAsync();
            await KillAsync();
        }
        _directory.Dispose();
    }

    private async Task InitialiseAsync()
    {
        await PostgresPrograms.OwnAsync(_directory.Path);
        await _programs.RunAsync(
            "initdb", "-D", Data, "-U", "hub", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        await File.AppendAllLinesAsync(Path.Combine(Data, "postgresql.conf"),
        [
            $"port = {Port}",
            "listen_addresses = '127.0.0.1'",
            $"unix_socket_directories = '{_directory.Path}'",
            "max_connections = 200",
            "shared_buffers = '64MB'",
        ]);
    }

    private async Task SignalAsync(string signal)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Data, "postmaster.pid"));
        var server = int.Parse(lines[0], System.Globalization.CultureInfo.InvariantCulture);
        foreach (var process in ProcessTree.Of(server)) await ProcessTree.SignalAsync(process, signal);
    }
}
