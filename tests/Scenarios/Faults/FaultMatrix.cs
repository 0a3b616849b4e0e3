using SafetyHub.Testing;

namespace SafetyHub.Scenarios.Faults;

/// <summary>The rows of the fault matrix that the hub answers for.</summary>
public static class FaultMatrix
{
    private static readonly Dictionary<string, Func<bool, PostgresCluster?, Fault>> Rows = new()
    {
        ["F1"] = (thorough, _) => new KilledInFlood { Thorough = thorough },
        ["deadline"] = (thorough, _) => new DeadlineInOutage { Thorough = thorough },
        ["owner"] = (thorough, postgres) => new OwnerKilled { Thorough = thorough, Postgres = postgres },
        ["F2"] = (thorough, postgres) => new OneSiloKilled { Thorough = thorough, Postgres = postgres },
        ["F3"] = (thorough, postgres) => new DatabaseDown { Thorough = thorough, Postgres = postgres },
        ["F4"] = (thorough, postgres) => new DatabaseSlow { Thorough = thorough, Postgres = postgres },
        ["F5"] = (thorough, _) => new ExternalBrokerRestarted { Thorough = thorough },
        ["F6"] = (thorough, _) => new HubRestarted { Thorough = thorough },
        ["F7"] = (thorough, _) => new SlowConsumers { Thorough = thorough },
        ["F8"] = (thorough, _) => new Duplicates { Thorough = thorough },
        ["F9+F10"] = (thorough, _) => new WrongTimes { Thorough = thorough },
        ["F11"] = (thorough, _) => new HugePackets { Thorough = thorough },
        ["F12"] = (thorough, _) => new MalformedPayloads { Thorough = thorough },
        ["F13"] = (thorough, _) => new ForbiddenTopics { Thorough = thorough },
        ["F14"] = (thorough, _) => new ConnectionFlood { Thorough = thorough },
        ["F15"] = (thorough, _) => new WrongPasswords { Thorough = thorough },
        ["F17"] = (thorough, _) => new TelemetryFlood { Thorough = thorough },
        ["random"] = (thorough, _) => new RandomInput { Thorough = thorough },
        ["F18"] = (thorough, postgres) => new RegistryDown { Thorough = thorough, Postgres = postgres },
    };

    /// <summary>Names of the rows.</summary>
    public static IReadOnlyCollection<string> Names => Rows.Keys;

    /// <summary>Runs a row, in the long or the short form.</summary>
    public static async Task<FaultResult> RunAsync(string row, bool thorough, PostgresCluster? postgres)
    {
        await using var fault = Rows[row](thorough, postgres);
        return await fault.RunAsync();
    }

    /// <summary>True for rows that need PostgreSQL.</summary>
    public static bool NeedsPostgres(string row) => row is "owner" or "F2" or "F3" or "F4" or "F18";
}
