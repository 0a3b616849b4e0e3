using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace SafetyHub.Grains.Bridges;

/// <summary>What the camera scheduler needs of the host's container.</summary>
internal static class BridgesRegistration
{
    public static IServiceCollection AddBridges(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BridgeOptions>().Bind(configuration.GetSection(BridgeOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BridgeOptions>, BridgeOptionsValidator>();
        return services;
    }
}
