using SafetyHub.Silo.Alerts;
using SafetyHub.Silo.Cluster;
using SafetyHub.Silo.Configuration;
using SafetyHub.Silo.Health;
using SafetyHub.Silo.Secrets;
using SafetyHub.Silo.Start;
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
    public static void AddRoles(this WebApplicationBuilder builder, HubOptions options)
    {
        builder.AddHubTelemetry(options.Telemetry);
        builder.Services.AddHubHealth(options);
        builder.Services.AddHubSecrets(options);
        builder.AddHubCluster(options);
        builder.Services.AddHubAlerts(options);
        if (options.Has(HubRoles.Silo)) builder.Services.AddHostedService<DeadlineSweeper>();
        builder.Services.AddHostedService<StartBanner>();
    }

    /// <summary>Opens the rooms' addresses.</summary>
    public static void MapRoles(this WebApplication app, HubOptions options)
    {
        app.MapHubMetrics();
        app.MapHubHealth();
    }

    /// <summary>Makes the detection models from their package in the cache folder.</summary>
    public static Task PrepareModelsAsync(string cache, CancellationToken cancel) =>
        throw new InvalidDataException($"this build has no video room; {cache} was left alone");
}
