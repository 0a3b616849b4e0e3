using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Runtime.Hosting;
using Orleans.Storage;
using SafetyHub.Access;
using SafetyHub.Adapters;
using SafetyHub.Audit;
using SafetyHub.Devices;
using SafetyHub.Grains;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Residents;
using SafetyHub.Incidents;
using SafetyHub.Residents;
using SafetyHub.Silo.Alerts;

namespace SafetyHub.Silo.Storage;

/// <summary>Puts storage into the host: the ports for every role, grain state and reminders for the role silo.</summary>
public static class HubStorageRegistration
{
    private const string Rows = GrainsAssembly.Storage + "-rows";
    private const string SqliteInvariant = "System.Data.SQLite"; // the providers know the driver Microsoft.Data.Sqlite under this name only
    private const string PostgresInvariant = "Npgsql";
    private const int OrleansConnections = 20;

    /// <summary>
    /// Adds every port of storage, and the health check <c>storage</c>. The database must be upgraded (<see cref="SchemaUpgrader"/>) before the host
    /// starts; it is disposed with the host's services, after everything that writes.
    /// </summary>
    public static IServiceCollection AddHubStorage(this IServiceCollection services, HubDatabase database, StorageOptions options, EvidenceOptions? evidence = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => database); // made by the container's factory, so that the container disposes it, last
        services.AddSingleton(options);
        services.AddEvidence(evidence ?? new EvidenceOptions());
        services.AddPooledDbContextFactory<HubReadContext>(builder => builder.UseHubDatabase(database).UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking));
        AddIncidents(services);
        AddDevices(services);
        services.AddSingleton<PersonalSeal>().AddSingleton<NameIndex>();
        services.AddSingleton<IResidentBook, ResidentBook>().AddSingleton<IResidentDirectory, ResidentDirectory>();
        services.AddSingleton<AuditChain>().AddSingleton<IAuditChain>(provider => provider.GetRequiredService<AuditChain>());
        services.AddSingleton<AuditLog>().AddSingleton<IAuditLog>(provider => provider.GetRequiredService<AuditLog>());
        services.AddSingleton<IAccessLog>(provider => provider.GetRequiredService<AuditLog>()).AddSingleton<ISettingsStore, SettingsStore>();
        services.AddSingleton<ApiTokens>();
        services.AddSingleton<IApiTokens>(provider => provider.GetRequiredService<ApiTokens>());
        services.AddSingleton<ITokenImport>(provider => provider.GetRequiredService<ApiTokens>());
        services.AddHostedService<RetentionJob>();
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
        return services;
    }

    /// <summary>Grain storage <c>hub</c> and reminders on the hub's database. Proves first that no two grains share a state's name.</summary>
    public static ISiloBuilder UseHubStorage(this ISiloBuilder silo, HubDatabase database)
    {
        GrainStateNames.Check(typeof(GrainsAssembly).Assembly);
        silo.UseSystemTextJsonGrainStorageSerializer();
        if (database.Kind == StorageKind.Sqlite) AddSqliteRows(silo, database);
        else AddPostgresRows(silo, PostgresPools.GeneralString(database.PostgresConnectionString!, "safetyhub-grains", OrleansConnections));
        silo.Services.AddGrainStorage(GrainsAssembly.Storage, (provider, _) => new HubGrainStorage(
            provider.GetRequiredKeyedService<IGrainStorage>(Rows),
            database.Kind == StorageKind.Sqlite ? database.MainFile.Flusher : null));
        return silo;
    }

    /// <summary>Lets an Entity Framework context use the hub's main database; on SQLite its writes pass the gate.</summary>
    public static DbContextOptionsBuilder UseHubDatabase(this DbContextOptionsBuilder builder, HubDatabase database) => database.Kind == StorageKind.Sqlite
        ? builder.UseSqlite(database.MainFile.ConnectionString).AddInterceptors(new GatedConnections(database.MainFile))
        : builder.UseNpgsql(database.GeneralPool);

    private static void AddSqliteRows(ISiloBuilder silo, HubDatabase database)
    {
        silo.AddAdoNetGrainStorage(Rows, o =>
        {
            o.Invariant = SqliteInvariant;
            o.DataSource = new GatedSqliteDataSource(database.MainFile, synchronous: false);
            o.DeleteStateOnClear = true;
        });
        silo.UseAdoNetReminderService(o =>
        {
            o.Invariant = SqliteInvariant;
            o.DataSource = new GatedSqliteDataSource(database.MainFile, synchronous: true);
        });
    }

    private static void AddPostgresRows(ISiloBuilder silo, string connectionString)
    {
        silo.AddAdoNetGrainStorage(Rows, o =>
        {
            o.Invariant = PostgresInvariant;
            o.ConnectionString = connectionString;
            o.DeleteStateOnClear = true;
        });
        silo.UseAdoNetReminderService(o => (o.Invariant, o.ConnectionString) = (PostgresInvariant, connectionString));
    }

    private static void AddIncidents(IServiceCollection services)
    {
        services.AddSingleton<AlertBell>();
        services.AddSingleton<IIncidentLog, IncidentLog>();
        services.AddSingleton<IIncidentQueries, IncidentQueries>();
        services.AddSingleton<IAlertOutbox, AlertOutbox>();
    }

    private static void AddDevices(IServiceCollection services)
    {
        services.AddSingleton<LookSchedule>().AddSingleton<TelemetryWriter>();
        services.AddSingleton<IDeviceRegistry, DeviceRegistry>();
        services.AddSingleton<IDeviceLedger, DeviceLedger>();
        services.AddSingleton<ITelemetryHistory, TelemetryHistory>();
        services.AddSingleton<IQuarantine, Quarantine>();
        services.AddSingleton<IMqttSessionStore, MqttSessionStore>();
        services.AddSingleton<IAdapterBook, AdapterBook>();
    }
}
