using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Residents;
using SafetyHub.Grains.Signals;

namespace SafetyHub.Grains.Devices;

/// <summary>What device, resident and place grains need of the host's container.</summary>
internal static class DevicesRegistration
{
    public static IServiceCollection AddDevices(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DeviceOptions>().Bind(configuration.GetSection(DeviceOptions.Section)).ValidateOnStart();
        services.AddOptions<SignalOptions>().Bind(configuration.GetSection(SignalOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DeviceOptions>, DeviceOptionsValidator>();
        services.AddSingleton<IValidateOptions<SignalOptions>, SignalOptionsValidator>();
        services.AddSingleton<DownLink>();
        services.AddSingleton<DeviceGrainServices>();
        services.AddSingleton<SubjectGrainServices>();
        services.AddOptions<ResidentOptions>().Bind(configuration.GetSection(ResidentOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ResidentOptions>, ResidentOptionsValidator>();
        services.AddSingleton<ResidentGrainServices>();
        return services;
    }
}
