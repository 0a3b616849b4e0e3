using System.Diagnostics;
using Npgsql;
using SafetyHub.Scenarios.Load;
using SafetyHub.Testing.Hub;
using SafetyHub.Testing.Mqtt;

namespace SafetyHub.Scenarios.Faults;

/// <summary>A row that needs PostgreSQL.</summary>
public abstract class PostgresFault : Fault
{
    /// <summary>The hub's database.</summary>
    protected string Database { get; private set; } = "";

    /// <inheritdoc/>
    protected override async Task<HubSettings> SettingsAsync(HubSettings standard) => standard with { ConnectionString = Database = await Postgres!.CreateDatabaseAsync() };
}

/// <summary>F3: the database is gone for a while: no false acknowledgement, and the backlog is taken when it is back.</summary>
public sealed class DatabaseDown : PostgresFault
{
    private static readonly TimeSpan BacklogWithin = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override string Row => "F3";

    /// <inheritdoc/>
    public override string Injected => $"database stopped for {(Thorough ? 60 : 6)} s";

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await SendAsync(5, "f3-before");
        await Postgres!.StopAsync();
        var before = Devices.Sum(d => d.Acknowledged.Count);
        var sending = SendAsync(5, "f3-during");
        await Task.Delay(TimeSpan.FromSeconds(Thorough ? 60 : 6));
        var falselyTaken = Devices.Sum(d => d.Acknowledged.Count) - before;
        Expect(falselyTaken == 0, $"{falselyTaken} calls for help were acknowledged without a database");
        await Postgres.StartAsync();
        var clock = Stopwatch.StartNew();
        await sending.WaitAsync(TimeSpan.FromMinutes(3));
        UntilHealthy = clock.Elapsed;
        ExpectInTime(UntilHealthy <= BacklogWithin, $"the backlog was stored only after {UntilHealthy}");
        while (!await Hub.Api.IsReadyAsync() && clock.Elapsed < TimeSpan.FromSeconds(60)) await Task.Delay(250);
    }
}

/// <summary>F4: every write of an incident takes two seconds: nobody is thrown out, calls for help come through.</summary>
public sealed class DatabaseSlow : PostgresFault
{
    /// <inheritdoc/>
    public override string Row => "F4";

    /// <inheritdoc/>
    public override string Injected => "2 s for every write of an incident";

    /// <inheritdoc/>
    protected override int DeviceCount => 5;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        await ExecuteAsync("""
            CREATE FUNCTION slow() RETURNS trigger AS $$ BEGIN PERFORM pg_sleep(2); RETURN NULL; END $$ LANGUAGE plpgsql;
            CREATE TRIGGER slow AFTER INSERT ON incident_entries FOR EACH STATEMENT EXECUTE FUNCTION slow();
            """);
        var latencies = new Latencies();
        for (var n = 0; n < (Thorough ? 20 : 3); n++)
        {
            var start = Stopwatch.GetTimestamp();
            await Devices[n % Devices.Count].SendUntilAcknowledgedAsync($"f4-{n}", "sos.button").WaitAsync(TimeSpan.FromSeconds(60));
            latencies.AddSince(start);
        }
        await ExecuteAsync("DROP TRIGGER slow ON incident_entries");
        var summary = latencies.Summarise();
        Note($"PUBACK {summary}");
        ExpectInTime(summary.P99 <= 5000, $"p99 {summary.P99} ms");
        UntilHealthy = await TimeOneAsync("f4-after");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>F18: the store that knows the devices is gone: nobody unknown comes in, connected devices stay.</summary>
public sealed class RegistryDown : PostgresFault
{
    /// <inheritdoc/>
    public override string Row => "F18";

    /// <inheritdoc/>
    public override string Injected => "the database with the registry stopped";

    /// <inheritdoc/>
    protected override int DeviceCount => 3;

    /// <inheritdoc/>
    protected override async Task InjectAsync()
    {
        var secret = await Hub.Api.AddHomeAsync("home-f18", "robot-f18");
        await using var connected = new RawMqttClient();
        await connected.ConnectAsync(Hub.Settings.MqttPort, "robot-f18", "robot-f18", secret, keepAlive: 10);
        await Postgres!.StopAsync();
        await using (var unknown = new RawMqttClient())
        {
            var code = await AnswerAsync(unknown, "nobody-knows-me", "nobody-knows-me", "secret");
            Expect(code != 0, "an unknown device was let in");
        }
        await using (var wrong = new RawMqttClient())
        {
            Expect(await AnswerAsync(wrong, "robot-f18-b", "robot-f18", "wrong") != 0, "a wrong secret was let in");
        }
        await connected.SendAsync(new byte[] { 0xC0, 0 });
        await Task.Delay(TimeSpan.FromSeconds(Thorough ? 20 : 3));
        Expect(!connected.Closed.IsCompleted, "a connected device was thrown out");
        await Postgres.StartAsync();
        var clock = Stopwatch.StartNew();
        await Devices[0].SendUntilAcknowledgedAsync("f18-after", "sos.button").WaitAsync(TimeSpan.FromSeconds(60));
        while (!await Hub.Api.IsReadyAsync() && clock.Elapsed < TimeSpan.FromSeconds(60)) await Task.Delay(250);
        UntilHealthy = clock.Elapsed;
    }

    private async Task<int> AnswerAsync(RawMqttClient client, string clientId, string user, string password)
    {
        try
        {
            return await client.ConnectAsync(Hub.Settings.MqttPort, clientId, user, password).WaitAsync(TimeSpan.FromSeconds(15));
        }
        catch (IOException)
        {
            return -1;
        }
    }
}
