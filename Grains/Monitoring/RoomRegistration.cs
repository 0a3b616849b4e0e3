using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SafetyHub.Grains.Monitoring.Offenders;
using SafetyHub.Grains.Monitoring.Rooms;
using SafetyHub.Grains.Monitoring.Walls;

namespace SafetyHub.Grains.Monitoring;

/// <summary>Registers the control room with its walls and desks. The host adds the incident queries and the device registry.</summary>
internal static class RoomRegistration
{
    public static IServiceCollection AddControlRoom(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<WallOptions>().Bind(configuration.GetSection(WallOptions.Section)).ValidateOnStart();
        services.AddOptions<RoomOptions>().Bind(configuration.GetSection(RoomOptions.Section)).ValidateOnStart();
        services.AddOptions<OffenderOptions>().Bind(configuration.GetSection(OffenderOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<WallOptions>, WallOptionsValidator>();
        services.AddSingleton<IValidateOptions<RoomOptions>, RoomOptionsValidator>();
        services.AddSingleton<IValidateOptions<OffenderOptions>, OffenderOptionsValidator>();
        services.AddSingleton<RoomMetrics>();
        services.AddTransient<CameraCatalog>();
        services.AddSingleton<RoomServices>();
        services.AddSingleton<AttentionRelay>();
        return services;
    }
}
