using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SafetyHub.Grains.Bridges;
using SafetyHub.Grains.Devices;
using SafetyHub.Grains.Incidents;
using SafetyHub.Grains.Risk;

namespace SafetyHub.Grains;

/// <summary>What the grains need of the host's container. The ports of storage are registered by the host.</summary>
public static class GrainsRegistration
{
    /// <summary>Adds options and services of every room of grains; each validates at start.</summary>
    public static IServiceCollection AddHubGrains(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddDevices(configuration);
        services.AddRisk(configuration);
        services.AddBridges(configuration);
        services.AddIncidentRoom(configuration);
        return services;
    }
}
