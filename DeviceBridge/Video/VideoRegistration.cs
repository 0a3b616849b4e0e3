using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SafetyHub.DeviceBridge.Video.Evidence;

namespace SafetyHub.DeviceBridge.Video;

/// <summary>Adds the video bridge to a host.</summary>
public static class VideoRegistration
{
    /// <summary>Name of the meter to export.</summary>
    public const string MeterName = VideoMetrics.MeterName;

    /// <summary>
    /// Registers <see cref="VideoBridge"/> as singleton and hosted service. The host has to register
    /// <see cref="ICameraAssignments"/> and <see cref="IVideoEvents"/>.
    /// </summary>
    public static IServiceCollection AddVideoBridge(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VideoOptions>().Bind(configuration.GetSection(VideoOptions.Section)).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<VideoOptions>, VideoOptionsValidation>();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new VideoBridge(
            provider.GetRequiredService<ICameraAssignments>(),
            provider.GetRequiredService<IVideoEvents>(),
            provider.GetRequiredService<IOptions<VideoOptions>>(),
            new VideoMetrics(provider.GetRequiredService<IMeterFactory>()),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<VideoBridge>>(),
            provider.GetService<EvidenceParts>()));
        services.AddHostedService(provider => provider.GetRequiredService<VideoBridge>());
        return services;
    }
}
